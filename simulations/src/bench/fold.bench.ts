import { type ContactEvent, createContactCenter, type OrderKey } from '@queuecast/server/contact-center'
import type { BenchRow } from './bench-row.ts'

const WAITING = 10_000
const EVENTS = 40_000
const START_MS = Date.UTC(2026, 10, 23, 9)

/** A repeatable sequence of numbers below `n`. */
function sequence(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * n)
  }
}

interface Step { joins: boolean; contact: string; timeMs: number; priority: number }

/** Joins and leaves in turn, anywhere in a line that stays 10,000 long; one in ten who joins has a priority. */
function steps(): { fill: Step[]; mix: Step[] } {
  const below = sequence(7)
  const waiting: string[] = []
  const join = (index: number): Step => {
    const contact = `c${index}`
    waiting.push(contact)
    return { joins: true, contact, timeMs: START_MS + index * 10, priority: below(10) === 0 ? 1 : 0 }
  }
  const fill = Array.from({ length: WAITING }, (_, index) => join(index))
  const mix = Array.from({ length: EVENTS }, (_, index): Step => {
    const at = WAITING + index
    if (index % 2 === 0) return join(at)
    // A swap with the last keeps taking one out cheap: it is not what is measured.
    const which = below(waiting.length)
    const contact = waiting[which] ?? ''
    waiting[which] = waiting[waiting.length - 1] ?? ''
    waiting.pop()
    return { joins: false, contact, timeMs: START_MS + at * 10, priority: 0 }
  })
  return { fill, mix }
}

const eventOf = (step: Step): ContactEvent => step.joins
  ? { type: 'contact.queued', id: `q-${step.contact}`, time: step.timeMs, contact: step.contact, queue: 'support', channel: 'voice', priority: step.priority }
  : { type: 'contact.abandoned', id: `a-${step.contact}`, time: step.timeMs, contact: step.contact }

function timed(work: () => void): number {
  const begun = performance.now()
  work()
  return (performance.now() - begun) * 1000
}

const compare = (a: OrderKey, b: OrderKey): number =>
  b.priority - a.priority || a.sinceMs - b.sinceMs || (a.contact < b.contact ? -1 : a.contact > b.contact ? 1 : 0)

/** The bare loop: a Map and one sorted array, binary search and splice. */
class BareLine {
  readonly keys: OrderKey[] = []
  readonly byContact = new Map<string, OrderKey>()

  indexOf(key: OrderKey): number {
    let low = 0
    let high = this.keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const at = this.keys[middle]
      if (at !== undefined && compare(at, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  take(step: Step): void {
    if (step.joins) {
      const key = { priority: step.priority, sinceMs: step.timeMs, contact: step.contact }
      this.byContact.set(step.contact, key)
      this.keys.splice(this.indexOf(key), 0, key)
      return
    }
    const key = this.byContact.get(step.contact)
    if (key === undefined) return
    this.byContact.delete(step.contact)
    this.keys.splice(this.indexOf(key), 1)
  }
}

const row = (figure: string, value: number, unit: string, reference: string, referenceValue: number): BenchRow =>
  ({ figure, value: round(value), unit, reference, referenceValue: round(referenceValue), ratio: round(value / referenceValue) })
const round = (value: number): number => Math.round(value * 1000) / 1000

/** What an event costs the fold with 10,000 waiting in its queue, and what a place costs, each beside a bare loop over the same steps. */
export function benchFold(): BenchRow[] {
  measure()
  // The second time both sides run compiled code, as a server does after its first seconds.
  return measure()
}

function measure(): BenchRow[] {
  const { fill, mix } = steps()
  const fold = createContactCenter({
    id: 'bench', generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [], feeds: [],
  })
  const events = mix.map(eventOf)
  const take = (event: ContactEvent): void => {
    fold.apply({ kind: 'event', feed: 'acd', receivedAtMs: event.time, event }, { ms: event.time, position: '0-0/0' })
    fold.takeChanges()
  }
  for (const step of fill) take(eventOf(step))
  const foldUs = timed(() => events.forEach(take)) / events.length
  if (fold.queue('support')?.line.length !== WAITING) throw new Error('the line is not 10,000 long')

  const bare = new BareLine()
  for (const step of fill) bare.take(step)
  const bareUs = timed(() => mix.forEach((step) => bare.take(step))) / mix.length

  const keys = bare.keys.slice()
  let sum = 0
  const placeUs = timed(() => keys.forEach((key) => (sum += fold.place(key.contact, 'support') ?? 0))) / keys.length
  const barePlaceUs = timed(() => keys.forEach((key) => (sum -= bare.indexOf(key) + 1))) / keys.length
  if (sum !== 0) throw new Error('the fold and the bare line give different places')
  return [
    row('an event with 10,000 waiting', foldUs, 'µs', 'Map and one sorted array', bareUs),
    row('a place with 10,000 waiting', placeUs, 'µs', 'binary search in one sorted array', barePlaceUs),
  ]
}
