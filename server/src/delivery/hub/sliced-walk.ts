import type { Timers } from './timers.ts'

const SLICE = 100

/** Does the work for each item, giving way to input and output after every hundred. Items may disappear meanwhile. */
export function walkInSlices<T>(items: Iterable<T>, timers: Timers, work: (item: T) => void): void {
  const iterator = items[Symbol.iterator]()
  function slice(): void {
    for (let done = 0; done < SLICE; done += 1) {
      const next = iterator.next()
      if (next.done === true) return
      work(next.value)
    }
    timers.soon(slice)
  }
  slice()
}
