import type { Timers } from './timers.ts'

const SLOT_MS = 20

/** Items that come due at different times, behind one timer. Time is rounded up to a slot, so nothing comes early. */
export interface DueWheel<T> {
  add(item: T, dueMs: number): void
  close(): void
}

/** `ready` gets the items of each slot whose time came. Items cannot be taken out: the receiver knows which still matter. */
export function createDueWheel<T>(now: () => number, timers: Timers, ready: (items: T[]) => void): DueWheel<T> {
  const slots = new Map<number, T[]>()
  let armedSlot = Infinity
  let cancel = (): void => {}

  function arm(slot: number): void {
    cancel()
    armedSlot = slot
    cancel = timers.after(Math.max(0, slot * SLOT_MS - now()), turn)
  }

  function turn(): void {
    armedSlot = Infinity
    const current = Math.floor(now() / SLOT_MS)
    const due = [...slots.keys()].filter((slot) => slot <= current).toSorted((a, b) => a - b)
    for (const slot of due) {
      const items = slots.get(slot) ?? []
      slots.delete(slot)
      ready(items)
    }
    let next = Infinity
    for (const slot of slots.keys()) next = Math.min(next, slot)
    if (next < armedSlot) arm(next)
  }

  return {
    add(item, dueMs) {
      const slot = Math.ceil(dueMs / SLOT_MS)
      const items = slots.get(slot)
      if (items) items.push(item)
      else slots.set(slot, [item])
      if (slot < armedSlot) arm(slot)
    },
    close() {
      cancel()
      slots.clear()
    },
  }
}
