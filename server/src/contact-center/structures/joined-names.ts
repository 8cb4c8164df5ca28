type Pair = readonly [string, string]
type Label = (name: string, root: string) => void

/**
 * Names of which sets say that they belong together, and which of them do by that: all that a chain of such sets joins. A pair of names
 * is counted, so that a set that comes or goes changes nothing as long as others join the same.
 */
export class JoinedNames {
  /** Name → those it is joined with → by how many sets. */
  readonly #beside = new Map<string, Map<string, number>>()
  /** Name → the smallest name of its group; of a name that stands alone nothing is kept. */
  readonly #roots = new Map<string, string>()
  /** Root → the names of its group. */
  readonly #groups = new Map<string, string[]>()
  /** Since the last `settle`. */
  #came: Pair[] = []
  #went: Pair[] = []

  /** Sorted names, each once. */
  join(names: readonly string[]): void {
    for (let i = 1; i < names.length; i += 1) {
      const pair = [names[i - 1] ?? '', names[i] ?? ''] as const
      if (this.#count(pair, 1) === 1) this.#came.push(pair)
    }
  }

  /** Takes back a set as it was joined. */
  part(names: readonly string[]): void {
    for (let i = 1; i < names.length; i += 1) {
      const pair = [names[i - 1] ?? '', names[i] ?? ''] as const
      if (this.#count(pair, -1) === 0) this.#went.push(pair)
    }
  }

  /** The smallest name that this one belongs together with, as of the last `settle`. */
  rootOf(name: string): string {
    return this.#roots.get(name) ?? name
  }

  /** Reckons with what was joined and parted, in the groups of which it was; gives who has another root now, with the one before. */
  settle(): ReadonlyMap<string, string> {
    const [came, went] = [this.#came, this.#went]
    this.#came = []
    this.#went = []
    const before = new Map<string, string>()
    const label = (name: string, root: string): void => {
      if (!before.has(name)) before.set(name, this.rootOf(name))
      this.#roots.set(name, root)
    }
    // First all that came, also what went again, so that no group reaches into another when it is looked at for what went.
    for (const [a, b] of came) this.#merge(this.rootOf(a), this.rootOf(b), label)
    for (const [a, b] of went) if (this.rootOf(a) === this.rootOf(b) && !this.#reach(a, b).has(b)) this.#split(this.rootOf(a), label)
    for (const [name, root] of before) if (this.rootOf(name) === root) before.delete(name)
    return before
  }

  #merge(a: string, b: string, label: Label): void {
    if (a === b) return
    const [root, other] = a < b ? [a, b] : [b, a]
    const [names, others] = [this.#groups.get(root) ?? [root], this.#groups.get(other) ?? [other]]
    for (const name of others) {
      label(name, root)
      names.push(name)
    }
    this.#groups.set(root, names)
    this.#groups.delete(other)
  }

  #split(root: string, label: Label): void {
    const left = new Set(this.#groups.get(root))
    this.#groups.delete(root)
    for (const from of left) {
      const names = [...this.#reach(from)]
      const least = names.reduce((a, b) => (a < b ? a : b))
      for (const name of names) {
        label(name, least)
        left.delete(name)
      }
      if (names.length > 1) this.#groups.set(least, names)
      else this.#roots.delete(least)
    }
  }

  /** All that hangs together with this name, nearest first; of these as many as it takes to find `until`. */
  #reach(from: string, until?: string): Set<string> {
    const reached = new Set([from])
    for (const name of reached) {
      if (name === until) break
      for (const other of this.#beside.get(name)?.keys() ?? []) reached.add(other)
    }
    return reached
  }

  /** How many sets join the two from now on. */
  #count([a, b]: Pair, step: 1 | -1): number {
    const count = (this.#beside.get(a)?.get(b) ?? 0) + step
    this.#set(a, b, count)
    this.#set(b, a, count)
    return count
  }

  #set(name: string, other: string, count: number): void {
    let others = this.#beside.get(name)
    if (others === undefined) this.#beside.set(name, (others = new Map()))
    if (count > 0) others.set(other, count)
    else others.delete(other)
    if (others.size === 0) this.#beside.delete(name)
  }
}
