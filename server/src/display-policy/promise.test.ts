import { describe, expect, it } from 'vitest'
import type { WaitPromise } from './figures.ts'
import { nextPromise, shownBound } from './promise.ts'
import { revisionReason } from './revision-reason.ts'
import { steadyInputs } from './testing/curves.ts'

const now = 1_000_000_000_000
const basis = (p50Seconds: number, p90Seconds: number, inputs = steadyInputs) => ({ p50Seconds, p90Seconds, inputs })
const watched = (boundSeconds: number, more: Partial<WaitPromise> = {}): WaitPromise => ({
  deadlineMs: now + boundSeconds * 1000, boundSeconds, madeAtMs: now, inputs: steadyInputs, insertsAhead: 0, revisions: 0, watched: true, ...more,
})
const next = (previous: WaitPromise | undefined, p50: number, p90: number, atMs = now, inputs = steadyInputs) =>
  nextPromise(previous, basis(p50, p90, inputs), atMs, { watched: true, insertsAhead: 0 })

describe('nextPromise', () => {
  it('[DP3] is the 90 % quantile, rounded up, as a deadline on a whole second', () => {
    const { promise, move } = nextPromise(undefined, basis(100, 215), now + 400, { watched: false, insertsAhead: 0 })
    expect(move).toBe('made')
    expect(promise).toMatchObject({ boundSeconds: 240, deadlineMs: now + 240_000, watched: false, revisions: 0 })
    // 239.8 s from here end beyond the whole second that 240 s would give.
    expect(nextPromise(undefined, basis(100, 239.8), now + 400, { watched: false, insertsAhead: 0 }).promise.boundSeconds).toBe(300)
  })

  it('[DP4] moves freely while nobody has seen it', () => {
    const { promise, move } = next(watched(240, { watched: false }), 500, 590)
    expect(move).toBe('free')
    expect(promise).toMatchObject({ boundSeconds: 600, revisions: 0 })
    expect(promise.lastRevision).toBeUndefined()
  })

  it('[DP5] moves earlier by at least a minute and a quarter of what remains, else not at all', () => {
    expect(next(watched(240), 60, 170)).toMatchObject({ move: 'earlier', promise: { boundSeconds: 180, revisions: 0 } })
    expect(next(watched(300), 60, 230).move).toBe('kept')
    expect(next(watched(300), 60, 170)).toMatchObject({ move: 'earlier', promise: { boundSeconds: 180 } })
    expect(next(watched(100), 10, 50).move).toBe('kept')
    expect(next(watched(3600), 600, 2900).move).toBe('kept')
    expect(next(watched(3600), 600, 2300)).toMatchObject({ move: 'earlier', promise: { boundSeconds: 2400 } })
  })

  it('[DP6] is kept while the newest median lies within it or hardly beyond, whatever the 90 % quantile says', () => {
    const promise = watched(240)
    expect(next(promise, 239, 900)).toEqual({ move: 'kept', promise })
    expect(next(promise, 270, 900)).toEqual({ move: 'kept', promise })
    expect(next(promise, 270 - 100, 900, now + 100_000)).toEqual({ move: 'kept', promise })
  })

  it('[DP6] moves later, counted and told, when the newest median lies clearly beyond it', () => {
    expect(next(watched(240), 271, 400)).toEqual({
      move: 'later',
      promise: {
        deadlineMs: now + 420_000, boundSeconds: 420, madeAtMs: now, inputs: steadyInputs, insertsAhead: 0, revisions: 1, watched: true,
        lastRevision: { fromSeconds: 240, toSeconds: 420, atMs: now },
      },
    })
  })

  it('[DP6] moves later when it has passed', () => {
    expect(next(watched(240), 20, 50, now + 240_000)).toMatchObject({ move: 'later', promise: { deadlineMs: now + 300_000, revisions: 1 } })
  })

  it('[DP2] shows the time that is left in the same steps', () => {
    const promise = watched(1200)
    expect([0, 299, 300, 600, 660, 1139, 1199].map((seconds) => shownBound(promise, now + seconds * 1000) / 60)).toEqual([20, 20, 15, 10, 9, 2, 1])
  })
})

describe('revisionReason', () => {
  const changed = (more: Partial<typeof steadyInputs>, inserts = 0) => revisionReason(steadyInputs, { ...steadyInputs, ...more }, inserts, 300)

  it('[DP8] is the measured input that changed most', () => {
    expect(changed({ agents: 6 })).toBe('fewer-agents')
    expect(changed({ meanHandleSeconds: 450 })).toBe('longer-handling')
    expect(changed({ agents: 8, meanHandleSeconds: 450 })).toBe('longer-handling')
    expect(changed({ agents: 8 }, 5)).toBe('priority-contacts')
  })

  it('[DP8] is not said where nothing measured changed by a tenth, or only for the better', () => {
    expect(changed({})).toBeUndefined()
    expect(changed({ agents: 9.5, meanHandleSeconds: 310 })).toBeUndefined()
    expect(changed({ agents: 20, meanHandleSeconds: 100 })).toBeUndefined()
  })

  it('[DP8] is not said where the input was not measured', () => {
    expect(revisionReason({ agents: 0, meanHandleSeconds: 0, ratePerSecond: 0 }, steadyInputs, 50, 300)).toBeUndefined()
    expect(revisionReason({ agents: Number.NaN, meanHandleSeconds: Number.NaN, ratePerSecond: Number.NaN }, steadyInputs, 50, 300)).toBeUndefined()
  })
})
