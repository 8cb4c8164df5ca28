/** Events a second, forgotten exponentially; time counts only while `runs`. */
export class Rate {
  readonly #overMs: number
  #count = 0
  #seconds = 0
  #lastMs: number | undefined

  constructor(overSeconds: number) { this.#overMs = overSeconds * 1000 }

  /** Time passes; it counts for the rate if `runs`. */
  pass(atMs: number, runs = true): void {
    const elapsedMs = atMs - (this.#lastMs ?? atMs)
    this.#lastMs = atMs
    if (!runs || elapsedMs <= 0) return
    const kept = Math.exp(-elapsedMs / this.#overMs)
    this.#count *= kept
    this.#seconds = this.#seconds * kept + (this.#overMs / 1000) * (1 - kept)
  }

  add(): void { this.#count += 1 }
  get perSecond(): number { return this.#seconds === 0 ? 0 : this.#count / this.#seconds }
}
