type Pair = readonly [string, string]

/**
 * Names of which sets say that they belong together, and which of them do by that: all that a chain of such sets joins. A pair of names
 * is counted, so that a set that comes or goes changes nothing as long as others join the same.
 */
export class JoinedNames {
  /** Name → those it is joined with → by how many sets. */
  readonly #beside = new Map<string, Map<string, number>>()
  #roots = new Map<string, string>()
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

  /** Reckons with what was joined and parted; true where any name has another root than before. */
  settle(): boolean {
    const [came, went] = [this.#came, this.#went]
    this.#came = []
    this.#went = []
    if (came.every(([a, b]) => this.rootOf(a) === this.rootOf(b)) && went.every(([a, b]) => this.#areTogether(a, b))) return false
    const before = this.#roots
    this.#roots = new Map()
    for (const name of [...this.#beside.keys()].sort()) {
      if (!this.#roots.has(name)) this.#reach(name, (reached) => { this.#roots.set(reached, name); return false })
    }
    if (before.size !== this.#roots.size) return true
    for (const [name, root] of this.#roots) if (before.get(name) !== root) return true
    return false
  }

  #areTogether(a: string, b: string): boolean {
    return this.#reach(a, (name) => name === b)
  }

  /** Goes through all that hangs together with this name, nearest first, until `isFound`. */
  #reach(from: string, isFound: (name: string) => boolean): boolean {
    const reached = new Set([from])
    for (const name of reached) {
      if (isFound(name)) return true
      for (const other of this.#beside.get(name)?.keys() ?? []) reached.add(other)
    }
    return false
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
