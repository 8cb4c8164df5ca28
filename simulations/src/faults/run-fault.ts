import { createRandom } from '../contact-center/random.ts'
import type { Fault, FaultResult, FaultRun, RunResult, Violation } from './fault.ts'

/** More of the same says nothing new. */
const KEPT_VIOLATIONS = 20

export interface RunOptions { runs: number; seed: number; scale: FaultRun['scale']; customers?: number }

/** Runs a fault `runs` times; the seeds follow one another. A run that throws counts as one that does not serve again. */
export async function runFault(fault: Fault, options: RunOptions): Promise<FaultResult> {
  const missing = fault.missing?.()
  const result: FaultResult = { fault: fault.name, what: fault.what, runs: [] }
  if (missing !== undefined) return { ...result, skipped: missing }
  for (let i = 0; i < options.runs; i += 1) result.runs.push(await runOnce(fault, options.seed + i, options))
  return result
}

async function runOnce(fault: Fault, seed: number, { scale, customers }: RunOptions): Promise<RunResult> {
  const begun = performance.now()
  const violations: Violation[] = []
  const notes: string[] = []
  const undo: (() => Promise<unknown> | unknown)[] = []
  const violated = (violation: Violation): void => { if (violations.length < KEPT_VIOLATIONS) violations.push(violation) }
  try {
    await fault.run({
      seed, random: createRandom(seed), scale, ...(customers === undefined ? {} : { customers }), note: (text) => notes.push(text), atEnd: (one) => undo.push(one),
      violated: (invariant, what) => violated({ invariant, what }),
    })
  } catch (error) {
    violated({ invariant: 'serving', what: `the run failed: ${error instanceof Error ? error.message : String(error)}` })
  }
  for (const one of undo.reverse()) {
    try {
      await one()
    } catch (error) {
      notes.push(`cleaning up failed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { seed, seconds: Math.round((performance.now() - begun) / 100) / 10, violations, notes }
}
