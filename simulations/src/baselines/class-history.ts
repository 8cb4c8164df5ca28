const KEPT = 10

/** Past waits of one class of contacts, seconds. */
export class ClassHistory {
  readonly lastWaits: number[] = []
  lastFound = 0
  #n = 0
  #sum = 0
  readonly #byLength = new Map<number, { n: number; sum: number }>()

  answered(waitedSeconds: number, found: number): void {
    this.lastWaits.push(waitedSeconds)
    if (this.lastWaits.length > KEPT) this.lastWaits.shift()
    this.lastFound = found
    this.#n += 1
    this.#sum += waitedSeconds
    const same = this.#byLength.get(found)
    if (same === undefined) this.#byLength.set(found, { n: 1, sum: waitedSeconds })
    else {
      same.n += 1
      same.sum += waitedSeconds
    }
  }

  get mean(): number | undefined { return this.#n === 0 ? undefined : this.#sum / this.#n }

  meanAtLength(found: number): number | undefined {
    const same = this.#byLength.get(found)
    return same === undefined ? undefined : same.sum / same.n
  }
}
