import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueAtMs, sessionOf } from './connection-state.ts'
import type { ConnectionEvent, ConnectionState } from './connection-state.ts'
import { CONNECT_LIMIT_MS, OFFLINE_RETRY_MS, PROBE_LIMIT_MS, STABLE_AFTER_MS, transition } from './connection-transitions.ts'
import type { ConnectionPlan } from './connection-transitions.ts'

const plan: ConnectionPlan = { transports: ['socketio', 'sse', 'polling'] }
type Happening = ConnectionEvent extends infer E ? E extends ConnectionEvent ? Omit<E, 'nowMs' | 'random'> : never : never
const at = (nowMs: number, happening: Happening, random = 0.5): ConnectionEvent => ({ ...happening, nowMs, random }) as ConnectionEvent
const failed: Happening = { kind: 'failed', failure: { message: 'no' } }
const run = (events: readonly ConnectionEvent[], from: ConnectionState = { kind: 'idle' }): ConnectionState => events.reduce((state, event) => transition(state, event, plan), from)
const start = at(0, { kind: 'start' })

describe('a round', () => {
  it('tries each transport at once, best first, then waits', () => {
    let state = run([start])
    const tried: string[] = []
    while (state.kind === 'connecting') {
      tried.push(state.transport)
      state = transition(state, at(10, failed), plan)
    }
    expect(tried).toEqual(['socketio', 'sse', 'polling'])
    expect(state).toMatchObject({ kind: 'waiting-to-retry', retryAtMs: 260, asked: false, course: { attempt: 3, failedRounds: 1 } })
    expect(transition(state, at(259, { kind: 'timer' }), plan)).toBe(state)
    expect(transition(state, at(260, { kind: 'timer' }), plan)).toMatchObject({ kind: 'connecting', transport: 'socketio', because: 'retry' })
  })

  it('gives up a try that shows nothing in time', () => {
    const state = run([start])
    expect(transition(state, at(CONNECT_LIMIT_MS - 1, { kind: 'timer' }), plan)).toBe(state)
    expect(transition(state, at(CONNECT_LIMIT_MS, { kind: 'timer' }), plan)).toMatchObject({ transport: 'sse', because: 'fallback' })
  })

  it('begins with the transport that was last seen to work', () => {
    const state = run([start, at(1, failed), at(2, { kind: 'opened' }), at(3, failed), at(60_000, { kind: 'timer' })])
    expect(state).toMatchObject({ kind: 'connecting', transport: 'sse' })
    expect(run([at(60_001, failed), at(60_002, failed)], state)).toMatchObject({ kind: 'connecting', transport: 'socketio' })
  })

  it('backs off further with each failed round, and anew after a connection that was stable', () => {
    const flap = (state: ConnectionState, livedMs: number): ConnectionState => {
      const now = dueAtMs(state) ?? 0
      return run([at(now, { kind: 'timer' }), at(now, { kind: 'opened' }), at(now + livedMs, failed)], state)
    }
    let state = run([start, at(0, { kind: 'opened' }), at(1, failed)])
    for (let times = 0; times < 4; times += 1) state = flap(state, 1)
    expect(state).toMatchObject({ kind: 'waiting-to-retry', course: { failedRounds: 5 } })
    expect(flap(state, STABLE_AFTER_MS)).toMatchObject({ course: { failedRounds: 1 } })
  })
})

describe('a better transport', () => {
  const onSse = run([start, at(1, failed), at(2, { kind: 'opened' })])

  it('is tried after a while, for a shorter time', () => {
    const due = dueAtMs(onSse)!
    expect(due).toBeGreaterThanOrEqual(60_000)
    const probing = transition(onSse, at(due, { kind: 'timer' }), plan)
    expect(probing).toMatchObject({ kind: 'connecting', transport: 'socketio', because: 'better', giveUpAtMs: due + PROBE_LIMIT_MS })
    const better = transition(probing, at(due + 9, { kind: 'opened' }), plan)
    expect(better).toMatchObject({ kind: 'live', transport: 'socketio', tryBetterAtMs: undefined })
  })

  it('that fails leads straight back, and is tried more rarely', () => {
    const due = dueAtMs(onSse)!
    const back = run([at(due, { kind: 'timer' }), at(due + 5, failed)], onSse)
    expect(back).toMatchObject({ kind: 'connecting', transport: 'sse', because: 'fallback' })
    const live = transition(back, at(due + 6, { kind: 'opened' }), plan)
    expect(dueAtMs(live)! - due).toBeGreaterThan(due * 1.5)
  })

  it('is never looked for from the best', () => {
    expect(dueAtMs(run([start, at(1, { kind: 'opened' })]))).toBeUndefined()
  })
})

describe('what happens around it', () => {
  const live = run([start, at(1, { kind: 'opened' })])
  const waiting = transition(live, at(20_000, failed), plan)

  it('reconnects at once after a sleep and when the network came back', () => {
    for (const kind of ['woke', 'online'] as const) expect(transition(live, at(99, { kind }), plan)).toMatchObject({ kind: 'connecting', transport: 'socketio', because: 'woke' })
    for (const kind of ['woke', 'online', 'seen'] as const) expect(transition(waiting, at(20_001, { kind }), plan)).toMatchObject({ kind: 'connecting', because: 'retry' })
    expect(transition(live, at(99, { kind: 'seen' }), plan)).toBe(live)
  })

  it('rests while offline, but not for ever, for browsers err', () => {
    const offline = transition(waiting, at(20_001, { kind: 'offline' }), plan)
    expect(offline).toMatchObject({ kind: 'offline', retryAtMs: 20_001 + OFFLINE_RETRY_MS })
    expect(transition(offline, at(20_002, { kind: 'online' }), plan)).toMatchObject({ kind: 'connecting' })
    expect(transition(offline, at(60_000, { kind: 'timer' }), plan)).toMatchObject({ kind: 'connecting' })
  })

  it('[PR9] stops at a final refusal, and only closing follows', () => {
    const refused = transition(live, at(5, { kind: 'refused', refused: { code: 'expired', retry: false } }), plan)
    expect(refused).toEqual({ kind: 'refused', code: 'expired' })
    for (const kind of ['start', 'opened', 'timer', 'online', 'offline', 'woke', 'seen'] as const) expect(transition(refused, at(6, { kind }), plan)).toBe(refused)
    expect(transition(refused, at(7, { kind: 'close' }), plan)).toEqual({ kind: 'closed' })
  })

  it('[PR9] comes back when the server asked, on the same transport and not before', () => {
    const asked = transition(live, at(1_000, { kind: 'refused', refused: { code: 'draining', retry: true, after: 5 } }), plan)
    expect(asked).toMatchObject({ kind: 'waiting-to-retry', asked: true })
    expect(dueAtMs(asked)).toBeGreaterThanOrEqual(6_000)
    for (const kind of ['online', 'woke', 'seen', 'offline'] as const) expect(transition(asked, at(1_001, { kind }), plan)).toBe(asked)
    expect(transition(asked, at(20_000, { kind: 'timer' }), plan)).toMatchObject({ transport: 'socketio' })
    expect(transition(live, at(1_000, { kind: 'failed', failure: { message: '503', afterSeconds: 7 } }), plan)).toMatchObject({ asked: true })
  })
})

describe('any sequence of events', () => {
  const happening: fc.Arbitrary<Happening> = fc.oneof(
    fc.constantFrom<Happening>({ kind: 'start' }, { kind: 'opened' }, failed, { kind: 'timer' }, { kind: 'online' }, { kind: 'offline' }, { kind: 'woke' }, { kind: 'seen' }),
    fc.constant<Happening>({ kind: 'failed', failure: { message: 'busy', afterSeconds: 2 } }),
    fc.constant<Happening>({ kind: 'refused', refused: { code: 'overloaded', retry: true, after: 1 } }),
    fc.constant<Happening>({ kind: 'refused', refused: { code: 'expired', retry: false } }),
    fc.constant<Happening>({ kind: 'close' }),
  )
  const events = fc.array(fc.record({ happening, gapMs: fc.nat({ max: 40_000 }), random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }) }), { maxLength: 60 })

  it('never gets stuck, never opens two sessions, numbers them upwards, and ends for good', () => {
    fc.assert(fc.property(events, (sequence) => {
      let state: ConnectionState = run([start])
      let nowMs = 0
      for (const { happening, gapMs, random } of sequence) {
        nowMs += gapMs
        const before = state
        state = transition(before, at(nowMs, happening, random), plan)
        if (before.kind === 'closed') expect(state).toBe(before)
        if (before.kind === 'refused') expect(['refused', 'closed']).toContain(state.kind)
        if (state.kind === 'connecting' || state.kind === 'waiting-to-retry' || state.kind === 'offline') expect(dueAtMs(state)).toBeDefined()
        if (state.kind === 'connecting' && state !== before) expect(state.course.attempt).toBe((('course' in before) ? before.course.attempt : 0) + 1)
        if (state.kind === 'live' && state !== before) expect(sessionOf(before)).toBe(sessionOf(state))
        if ('course' in state) {
          expect(state.course.home).toBeLessThan(plan.transports.length)
          expect(state.course.triedInRound).toBeLessThan(plan.transports.length)
        }
      }
    }), { numRuns: 300 })
  })

  it('tries at most one round between two waits when nothing ever works', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 60 }), (randoms) => {
      let state = run([start])
      let nowMs = 0
      let triesInARow = 0
      for (const random of randoms) {
        if (state.kind === 'connecting') {
          triesInARow += 1
          expect(triesInARow).toBeLessThanOrEqual(plan.transports.length)
          state = transition(state, at(nowMs, failed, random), plan)
        } else {
          triesInARow = 0
          nowMs = dueAtMs(state) ?? nowMs
          state = transition(state, at(nowMs, { kind: 'timer' }, random), plan)
        }
      }
    }), { numRuns: 100 })
  })
})
