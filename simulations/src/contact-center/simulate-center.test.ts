import type { ContactEvent } from '@queuecast/server/contact-center'
import { describe, expect, it } from 'vitest'
import type { AgentGroup, CenterModel, ContactType } from './model.ts'
import { simulateCenter } from './simulate-center.ts'

const HOUR = 3600
const type = (more: Partial<ContactType> = {}): ContactType => ({
  type: 'a', queue: 'a', channel: 'voice', arrivalsPerHour: [{ fromSeconds: 0, value: 60 }], handle: { law: 'exponential', meanSeconds: 120 },
  patience: { law: 'exponential', meanSeconds: 200 }, ...more,
})
const center = (types: ContactType[], group: Partial<AgentGroup> = {}, more: Partial<CenterModel> = {}): CenterModel => ({
  endSeconds: 2 * HOUR, types, groups: [{ group: 'g', types: types.map(({ type }) => type), ...(group.shifts === undefined ? { staff: [{ fromSeconds: 0, value: 2 }] } : {}), ...group }], ...more,
})
const run = (model: CenterModel, seed = 1): ContactEvent[] => simulateCenter(model, seed, 0).events
const count = (events: readonly ContactEvent[], kind: ContactEvent['type']): number => events.filter((event) => event.type === kind).length
const of = (events: readonly ContactEvent[], id: string): string[] => events.filter((event) => 'contact' in event && event.contact === id).map((event) => event.type)

/** Seconds with an agent and most contacts at once, by agent. */
function mostAtOnce(events: readonly ContactEvent[]): number {
  const serving = new Map<string, number>()
  let most = 0
  for (const event of events) {
    if (event.type === 'contact.answered') serving.set(event.agent ?? '', (serving.get(event.agent ?? '') ?? 0) + 1)
    if (event.type === 'contact.handled') serving.set(event.agent ?? '', (serving.get(event.agent ?? '') ?? 0) - 1)
    most = Math.max(most, ...serving.values())
  }
  return most
}

describe('the simulated center', () => {
  it('[SC1] is a pure function of model and seed', () => {
    const model = center([type()])
    expect(simulateCenter(model, 4, 1000)).toEqual(simulateCenter(model, 4, 1000))
    expect(run(model, 4)).not.toEqual(run(model, 5))
  })

  it('[SC1] Events stand in order of time, and of id within a millisecond', () => {
    const events = run(center([type()]))
    for (const [i, event] of events.entries()) {
      const before = events[i - 1]
      if (before !== undefined) expect(before.time < event.time || (before.time === event.time && before.id < event.id)).toBe(true)
    }
  })

  it('[SC4] Everybody has a true virtual wait: that of the served is their wait, that of who gave up is no shorter than theirs', () => {
    const { events, truth } = simulateCenter(center([type()]), 2, 0)
    expect(truth.length).toBe(count(events, 'contact.queued'))
    for (const { contact, virtualWaitSeconds } of truth) {
      const [queued, end] = events.filter((event) => 'contact' in event && event.contact === contact)
      const waitedSeconds = ((end?.time ?? Number.NaN) - (queued?.time ?? 0)) / 1000
      if (end?.type === 'contact.answered') expect(virtualWaitSeconds).toBeCloseTo(waitedSeconds, 2)
      else expect(virtualWaitSeconds).toBeGreaterThan(waitedSeconds - 0.001)
    }
  })

  it('[SC4] Who still waits when the last agent goes has none', () => {
    const { events, truth } = simulateCenter(center([type({ patience: { law: 'never' } })], { staff: [{ fromSeconds: 0, value: 1 }, { fromSeconds: HOUR, value: 0 }] }), 2, 0)
    expect(truth.length).toBe(count(events, 'contact.answered'))
    expect(truth.length).toBeLessThan(count(events, 'contact.queued'))
  })

  it('[SC7] Staff by number: who is surplus finishes the contact in hand', () => {
    const events = run(center([type({ patience: { law: 'never' } })], { staff: [{ fromSeconds: 0, value: 4 }, { fromSeconds: HOUR, value: 1 }] }))
    expect(count(events, 'contact.handled')).toBe(count(events, 'contact.queued'))
    const left = events.filter((event) => event.type === 'agent.state' && event.state === 'signed-out')
    expect(left).toHaveLength(3)
    for (const { time } of left) expect(time).toBeGreaterThanOrEqual(HOUR * 1000)
  })

  it('[SC7] Shifts: away in breaks and after the end, later only by the contact in hand', () => {
    const present = [{ fromSeconds: 0, toSeconds: HOUR }]
    const breaks = [{ fromSeconds: 1000, toSeconds: 2800 }]
    const events = run(center([type({ handle: { law: 'constant', seconds: 100 }, patience: { law: 'never' } })], { shifts: [{ agents: 1, present, breaks }] }))
    const answered = events.filter((event) => event.type === 'contact.answered').map(({ time }) => time / 1000)
    expect(answered.length).toBeGreaterThan(10)
    for (const at of answered) expect(at < 1000 || (at >= 2800 && at < HOUR)).toBe(true)
    expect(events.filter((event) => event.type === 'agent.state').map((event) => event.type === 'agent.state' && event.state)).toContain('not-ready')
  })

  it('[SC7] Who stays until all are served leaves nobody behind', () => {
    const more = { open: [{ fromSeconds: 0, toSeconds: HOUR }], patience: { law: 'never' as const } }
    const events = run(center([type(more)], { shifts: [{ agents: 1, present: [{ fromSeconds: 0, toSeconds: HOUR }] }], staysUntilServed: true }))
    expect(count(events, 'contact.handled')).toBe(count(events, 'contact.queued'))
    expect(count(events, 'contact.refused')).toBeGreaterThan(0)
    expect(events.filter((event) => event.type === 'queue.state').map((event) => event.type === 'queue.state' && event.open)).toEqual([true, false])
  })

  it('[SC7] Absences take agents away without notice, and bring them back', () => {
    const events = run(center([type()], { staff: [{ fromSeconds: 0, value: 6 }] }, { absences: [{ group: 'g', agents: 2, fromSeconds: 1800, toSeconds: 3600 }] }))
    expect(events.filter((event) => event.type === 'agent.state' && event.state === 'not-ready')).toHaveLength(2)
  })

  it('[SC9] Concurrency: as many contacts at once as there are slots, and no more', () => {
    expect(mostAtOnce(run(center([type()])))).toBe(1)
    expect(mostAtOnce(run(center([type({ channel: 'chat', arrivalsPerHour: [{ fromSeconds: 0, value: 200 }] })], { slots: 3 })))).toBe(3)
  })

  it('[SC9] After-contact work keeps the agent, not the contact', () => {
    const events = run(center([type({ afterWork: { law: 'constant', seconds: 30 } })]))
    const work = events.filter((event) => event.type === 'agent.state' && event.state === 'after-contact-work')
    expect(work).toHaveLength(count(events, 'contact.handled'))
    for (const { time } of work) expect(events.some((event) => event.type === 'agent.state' && event.state !== 'after-contact-work' && event.time === time + 30_000)).toBe(true)
  })

  it('[SC10] Priorities go first, credits stand as if they had come earlier, in line and in the events', () => {
    const types = [type({ patience: { law: 'never' } }), type({ type: 'gold', priority: 2, patience: { law: 'never' } }), type({ type: 'silver', creditSeconds: 90, patience: { law: 'never' } })]
    const waiting = new Map<string, { priority: number; since: number }>()
    for (const event of run(center(types, { staff: [{ fromSeconds: 0, value: 5 }] }))) {
      if (event.type === 'contact.queued') waiting.set(event.contact, { priority: event.priority ?? 0, since: event.since ?? event.time })
      if (event.type !== 'contact.answered') continue
      const taken = waiting.get(event.contact)
      waiting.delete(event.contact)
      for (const other of waiting.values()) {
        expect(other.priority < (taken?.priority ?? 0) || (other.priority === taken?.priority && other.since >= taken.since - 1)).toBe(true)
      }
    }
  })

  it('[SC11] Transfers wait again as the same contact, callbacks keep their place, and who gives up may call again', () => {
    const passed = run(center([type({ transfer: { share: 0.5, to: 'b', keepsPlace: true } }), type({ type: 'b', queue: 'b', arrivalsPerHour: [] })]))
    const id = passed.find((event) => event.type === 'contact.transferred')
    expect(of(passed, id?.type === 'contact.transferred' ? id.contact : '').slice(0, 4)).toEqual(['contact.queued', 'contact.answered', 'contact.transferred', 'contact.requeued'])

    const called = run(center([type({ callback: { afterSeconds: 60, acceptShare: 0.8, noAnswerShare: 0.5 } })]))
    expect(count(called, 'callback.accepted')).toBeGreaterThan(0)
    expect(count(called, 'callback.reached') + count(called, 'callback.expired')).toBe(count(called, 'callback.accepted'))

    const again = (share: number): number => count(run(center([type({ retrial: { share, after: { law: 'constant', seconds: 600 } } })])), 'contact.queued')
    expect(again(0.9)).toBeGreaterThan(again(0) * 1.1)
  })

  it('[SC11] An announced wait makes the impatient hang up at once', () => {
    const quick = (model: CenterModel): number => {
      const events = run(model, 3)
      return events.filter((event) => event.type === 'contact.abandoned' && event.time - (events.find((other) => other.type === 'contact.queued' && other.contact === event.contact)?.time ?? 0) <= 10_000).length
    }
    expect(quick(center([type({ announcement: { leaveShare: 1 } })]))).toBeGreaterThan(2 * quick(center([type()])) + 10)
  })

  it('[SC1] A model that names what is not there is refused with the name', () => {
    expect(() => run(center([type()], { types: ['b'] }))).toThrow('serves b')
    expect(() => run(center([type({ transfer: { share: 1, to: 'x', keepsPlace: false } })]))).toThrow('transfers to x')
    expect(() => run(center([type({ groups: ['h'] })]))).toThrow('group h')
    expect(() => run(center([type()], {}, { absences: [{ group: 'h', agents: 1, fromSeconds: 0, toSeconds: 1 }] }))).toThrow('names group h')
  })
})
