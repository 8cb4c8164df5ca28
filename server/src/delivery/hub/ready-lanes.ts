import type { Lane } from './pacing.ts'
import type { Timers } from './timers.ts'

const LANES: readonly Lane[] = ['near', 'middle', 'far']
/** A walk gives way to input and output after so many, so that ten thousand customers do not stop the node. */
const SLICE = 100

export interface Placed { position: number | undefined }

/** Work that may be done now, nearest to the head first, in slices. */
export interface ReadyLanes<T extends Placed> {
  add(item: T, lane: Lane): void
  close(): void
}

export function createReadyLanes<T extends Placed>(timers: Timers, work: (item: T) => void): ReadyLanes<T> {
  // Each lane is sorted from the far end to the head when it is begun, so that `pop` gives the nearest.
  const lanes: Record<Lane, { items: T[]; sorted: boolean }> = {
    near: { items: [], sorted: true }, middle: { items: [], sorted: true }, far: { items: [], sorted: true },
  }
  let walking = false
  let closed = false

  function next(): T | undefined {
    for (const name of LANES) {
      const lane = lanes[name]
      if (lane.items.length === 0) continue
      if (!lane.sorted) {
        lane.items.sort((a, b) => (b.position ?? 0) - (a.position ?? 0))
        lane.sorted = true
      }
      return lane.items.pop()
    }
    return undefined
  }

  function walk(): void {
    for (let done = 0; done < SLICE; done += 1) {
      const item = next()
      if (item === undefined) {
        walking = false
        return
      }
      work(item)
    }
    if (!closed) timers.soon(walk)
  }

  return {
    add(item, lane) {
      lanes[lane].items.push(item)
      lanes[lane].sorted = false
      if (walking || closed) return
      walking = true
      timers.soon(walk)
    },
    close() {
      closed = true
      for (const name of LANES) lanes[name].items.length = 0
    },
  }
}
