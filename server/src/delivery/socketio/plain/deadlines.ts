/** Timers of many connections are behind one; none fires more often than this. */
const LEAST_MS = 20

/** Things that come due a fixed time after they were added, all behind one timer: what was added first is due first. */
export class Deadlines<T> {
  readonly #delayMs: number
  readonly #run: (item: T) => void
  readonly #dueMs = new Map<T, number>()
  #timer: NodeJS.Timeout | undefined

  constructor(delayMs: number, run: (item: T) => void) {
    this.#delayMs = delayMs
    this.#run = run
  }

  /** Begins its time, or begins it again. */
  add(item: T): void {
    this.#dueMs.delete(item)
    this.#dueMs.set(item, performance.now() + this.#delayMs)
    this.#timer ??= this.#arm(this.#delayMs)
  }

  has(item: T): boolean {
    return this.#dueMs.has(item)
  }

  delete(item: T): void {
    this.#dueMs.delete(item)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#dueMs.clear()
  }

  #arm(afterMs: number): NodeJS.Timeout {
    return setTimeout(() => this.#look(), Math.max(LEAST_MS, afterMs)).unref()
  }

  #look(): void {
    this.#timer = undefined
    const nowMs = performance.now()
    for (const [item, dueMs] of this.#dueMs) {
      if (dueMs > nowMs) {
        this.#timer ??= this.#arm(dueMs - nowMs)
        return
      }
      this.#dueMs.delete(item)
      this.#run(item)
    }
  }
}
