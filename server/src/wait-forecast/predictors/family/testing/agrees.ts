import { env } from 'node:process'
import { expect } from 'vitest'
import type { Figure } from './replicate.ts'

/** The long version has the length of the published runs and takes about an hour. */
const LONG = env['QUEUECAST_LONG_TESTS'] === '1'
export const RUNS = LONG ? 16 : 10
export const CONTACTS = LONG ? 500_000 : 30_000
export const TIMEOUT_MS = LONG ? 3_600_000 : 300_000
/** What the published figures rest on: 8 runs of 10⁶ contacts. */
const PUBLISHED_CONTACTS = 8e6
/** Of our error over ten runs (P ≈ 0.3 % each for a right figure; seeds are fixed) and, as 95 % half-widths, of theirs. */
const ERRORS = 4
const HALF_WIDTHS = ERRORS / 1.96
/** Published figures are rounded, and small conventions of theirs unknown (how staff is rounded, where a run begins). */
const ROUNDING = 0.005

/**
 * Expects a simulated figure to be the published one within both errors: four of ours, which we know from our own runs, and
 * theirs, from the published half-width or, where there is none, from ours by the length of the runs. `sharp` is the relative
 * tolerance that must result, so that agreement means something.
 */
export function expectAgreement(what: string, { mean, error }: Figure, published: number, sharp: number, halfWidth?: number): void {
  const theirs = halfWidth === undefined ? ERRORS * error * Math.sqrt((RUNS * CONTACTS) / PUBLISHED_CONTACTS) : HALF_WIDTHS * halfWidth
  const tolerance = Math.hypot(ERRORS * error, theirs) + ROUNDING * published
  expect(Math.abs(mean - published), `${what}: ${mean.toPrecision(4)} for ${published}, tolerance ${tolerance.toPrecision(2)}`).toBeLessThanOrEqual(tolerance)
  expect(tolerance / published, `${what}: relative tolerance`).toBeLessThanOrEqual(sharp)
}
