import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDisplayFold } from './display-fold.ts'
import type { Figure, WaitPromise } from './figures.ts'
import { flat, forecastOf, perPlace } from './testing/curves.ts'
import { StubCenter } from './testing/stub-center.ts'
import { restarted } from './testing/restarted.ts'

type Step =
  | { do: 'join'; contact: number; priority: number; queues: string[] } | { do: 'leave' | 'answer' | 'watch' | 'ring'; contact: number }
  | { do: 'pass'; seconds: number; ms: number } | { do: 'forecast'; p50: number; spread: number; slope: boolean; agents: number } | { do: 'unknown' }
  | { do: 'feed'; live: boolean } | { do: 'show'; mode: 'off' | 'shadow' | 'place' | 'wait' | 'both' }

const contact = fc.integer({ min: 0, max: 4 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('join' as const), contact, priority: fc.integer({ min: 0, max: 2 }), queues: fc.subarray(['support', 'sales'], { minLength: 1 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'answer' as const, 'ring' as const), contact }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('watch' as const), contact }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.constantFrom(0, 1, 1, 4, 6, 61), ms: fc.integer({ min: 0, max: 999 }) }) },
  { weight: 6, arbitrary: fc.record({
    do: fc.constant('forecast' as const), p50: fc.integer({ min: 1, max: 3000 }), spread: fc.double({ min: 1, max: 3, noNaN: true }), slope: fc.boolean(), agents: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unknown' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('feed' as const), live: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('show' as const), mode: fc.constantFrom('off' as const, 'shadow' as const, 'place' as const, 'wait' as const, 'both' as const) }) },
)
const history = fc.array(step, { minLength: 5, maxLength: 40 })
const ids = [0, 1, 2, 3, 4].map((n) => `c${n}`)

function take(center: StubCenter, one: Step): void {
  const id = 'contact' in one ? `c${one.contact}` : ''
  const phase = center.contact(id)?.phase
  switch (one.do) {
    case 'join': return center.join(id, one)
    case 'leave': return phase?.kind === 'waiting' ? center.leave(id) : undefined
    case 'answer': return phase?.kind === 'waiting' || phase?.kind === 'connecting' ? center.answer(id) : undefined
    case 'ring':
      if (phase?.kind === 'waiting') return center.move(id, { ...phase, kind: 'connecting', agent: 'a' })
      if (phase?.kind === 'connecting') {
        const { agent: _agent, ...rest } = phase
        center.move(id, { ...rest, kind: 'waiting' })
      }
      return undefined
    case 'watch': return center.display.receipt(id, one.contact % 2 === 0 ? 'served' : 'received', center)
    case 'pass':
      center.pass(one.seconds)
      center.nowMs = Math.floor(center.nowMs / 1000) * 1000 + one.ms
      return undefined
    case 'forecast': {
      const curve = (queue: string) => (one.slope ? perPlace : flat)(one.p50, one.p50 * one.spread, { queue, inputs: { agents: one.agents, meanHandleSeconds: 300, ratePerSecond: 0.03 } })
      return center.display.forecast(forecastOf(Math.floor(center.nowMs / 1000) * 1000, [curve('support'), curve('sales')]), center)
    }
    case 'unknown': return center.display.forecast(forecastOf(Math.floor(center.nowMs / 1000) * 1000, [{ queue: 'support', priority: 0, unknown: 'too-little-data' }]), center)
    case 'feed':
      center.stub.get('support')!.feedState = one.live ? 'live' : 'stale'
      return undefined
    case 'show':
      center.stub.get('support')!.show = one.mode
      return undefined
    default: return one satisfies never
  }
}

interface Seen { promise: WaitPromise | undefined; watched: boolean; shown: number | undefined; atMs: number }
const look = (center: StubCenter, id: string): Seen & { figure: Figure } => {
  const figure = center.display.figure(id, center)
  expect(center.display.state(id, center)).toBe(figure.state)
  const { promise } = center.display.explain(id, center) as { promise?: WaitPromise }
  return { figure, promise, watched: center.display.isWatched(id), shown: figure.wait.known ? figure.wait.boundSeconds : undefined, atMs: center.nowMs }
}

/** Time steps are taken second by second, so that everything that is ever shown is looked at. */
const fine = (steps: Step[]): Step[] =>
  steps.flatMap((one): Step[] => (one.do === 'pass' ? [...Array.from({ length: one.seconds }, () => ({ ...one, seconds: 1, ms: 0 })), { ...one, seconds: 0 }] : [one]))

describe('any history', () => {
  it('[DP2][DP6][DP7] a bound shown to a watched contact never grows without a revision', () => {
    fc.assert(fc.property(history, (steps) => {
      const center = new StubCenter(createDisplayFold(), ['support', 'sales'])
      const last = new Map<string, { shown: number; revisions: number }>()
      for (const one of fine(steps)) {
        take(center, one)
        for (const id of ids) {
          const { shown, watched, promise, figure } = look(center, id)
          if (!watched || figure.state === 'answered' || figure.state === 'unknown') last.delete(id)
          if (!watched || shown === undefined) continue
          const before = last.get(id)
          const revisions = promise?.revisions ?? 0
          if (before !== undefined && shown > before.shown && revisions <= before.revisions) expect.fail(`${id}: ${before.shown} grew to ${shown} in silence`)
          last.set(id, { shown, revisions })
        }
      }
    }), { numRuns: 60 })
  })

  it('[DP5][DP6] a watched promise moves earlier by a minute and a quarter at least, later only as a counted revision', () => {
    fc.assert(fc.property(history, (steps) => {
      const center = new StubCenter(createDisplayFold(), ['support', 'sales'])
      const last = new Map<string, Seen>()
      for (const one of fine(steps)) {
        take(center, one)
        for (const id of ids) {
          const now = look(center, id)
          const before = last.get(id)
          if (before?.watched === true && before.promise !== undefined && now.promise !== undefined) {
            const gainMs = before.promise.deadlineMs - now.promise.deadlineMs
            const revised = now.promise.revisions - before.promise.revisions
            if (gainMs > 0 && gainMs < Math.max(60_000, 0.25 * (before.promise.deadlineMs - center.nowMs))) expect.fail(`${id}: ${gainMs} ms earlier is too little`)
            if (revised !== (gainMs < 0 ? 1 : 0)) expect.fail(`${id}: moved by ${-gainMs} ms with ${revised} revisions`)
          }
          last.set(id, now)
        }
      }
    }), { numRuns: 60 })
  })

  it('[DP14][DP17][DP18] no number with a stale feed or without leave to show it, no firm place in several queues', () => {
    fc.assert(fc.property(history, (steps) => {
      const center = new StubCenter(createDisplayFold(), ['support', 'sales'])
      for (const one of steps) {
        take(center, one)
        const support = center.stub.get('support')!
        for (const id of ids) {
          const { figure } = look(center, id)
          const phase = center.contact(id)?.phase
          const queues = phase !== undefined && 'queues' in phase ? phase.queues : []
          if (queues.includes('support')) {
            if (support.feedState === 'stale' || support.show === 'off' || support.show === 'shadow') {
              expect(figure.wait.known).toBe(false)
              expect(figure.position).toBeUndefined()
            }
            if (support.show === 'place') expect(figure.wait.known).toBe(false)
            if (support.show === 'wait') expect(figure.position).toBeUndefined()
          }
          if (queues.length > 1) expect([figure.position, figure.positionFirm === true]).toEqual([undefined, false])
          if (queues.length === 0) expect([figure.position, figure.wait.known]).toEqual([undefined, false])
        }
      }
    }), { numRuns: 60 })
  })

  it('[DP23] whoever is shown another bound without an event of its own or its queue was touched', () => {
    fc.assert(fc.property(history, (steps) => {
      const center = new StubCenter(createDisplayFold(), ['support', 'sales'])
      for (const one of fine(steps)) {
        const before = new Map(ids.map((id) => [id, look(center, id)]))
        center.display.takeTouched()
        take(center, one)
        const touched = center.display.takeTouched()
        if (one.do !== 'pass' && one.do !== 'forecast' && one.do !== 'unknown') continue
        // The fraction of a second after a tick shows nothing new.
        for (const id of ids) {
          const [was, now] = [before.get(id)!, look(center, id)]
          if (!now.watched || (was.shown === now.shown && was.figure.revision === now.figure.revision)) continue
          const phase = center.contact(id)?.phase
          const queues = phase !== undefined && 'queues' in phase ? phase.queues : []
          const named = touched.contacts.has(id) || queues.some((queue) => touched.queues.has(queue))
          if (was.shown !== now.shown && !named) expect.fail(`${id}: ${was.shown} became ${now.shown} and nobody was told`)
        }
      }
    }), { numRuns: 60 })
  })

  it('[DP24] a fold restored anywhere shows, touches and keeps the same', () => {
    fc.assert(fc.property(history, fc.nat(), (steps, where) => {
      const center = new StubCenter(createDisplayFold(), ['support', 'sales'])
      const twin = new StubCenter(createDisplayFold(), ['support', 'sales'])
      steps.forEach((one, index) => {
        if (index === where % steps.length) twin.display = restarted(twin.display)
        take(center, one)
        take(twin, one)
        for (const id of ids) expect(twin.display.figure(id, twin)).toEqual(center.display.figure(id, center))
        expect(twin.display.poolsDue(twin.nowMs, twin)).toEqual(center.display.poolsDue(center.nowMs, center))
        expect(twin.display.takeTouched()).toEqual(center.display.takeTouched())
      })
      expect(twin.display.parts().json).toEqual(center.display.parts().json)
    }), { numRuns: 60 })
  })
})
