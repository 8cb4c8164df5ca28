import type { VerdictReport } from '../charter/index.ts'
import type { PageInsight } from './insight.ts'
import { pastDays } from './periods.ts'

/** What can be said of the past days: undefined while no whole day is in the ledger. Windows that began before the ledger are not in it. */
export async function pastVerdicts(insight: PageInsight, center: string, timeZone: string): Promise<VerdictReport | undefined> {
  const past = pastDays(insight.nowMs(), timeZone, await insight.beganMs(center))
  if (past === undefined) return undefined
  const report = await insight.verdicts(center, past)
  return { ...report, verdicts: report.verdicts.filter(({ window }) => window.fromMs >= past.fromMs) }
}
