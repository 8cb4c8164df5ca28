import { coverage, type PromiseFigures, promiseFigures, type ScoredRow } from '../accuracy/index.ts'
import type { JudgedStay } from '../backtest/index.ts'

/** One condition for showing, with what was measured. */
export interface Check { what: string; measured: string; asked: string; met: boolean; of: 'place' | 'wait' | 'both' }
export interface GoLive { queue: string; contacts: number; verdict: 'both' | 'place' | 'wait' | 'not yet'; checks: Check[] }

/** Fewer say too little, whatever they say. */
const LEAST_CONTACTS = 200
const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '–')

/** Whether a queue may be shown, from what it would have told: its place, its wait, both, or nothing yet. Pure. */
export function goLive(queue: string, judged: readonly JudgedStay[], rows: readonly ScoredRow[]): GoLive {
  const lines = judged.flatMap(({ scored }) => scored.map(({ line }) => line))
  const withPlace = lines.filter(({ position }) => position !== undefined).length / lines.length
  const moved = judged.filter(({ lines: own }) => own.some((line, i) => i > 0 && (line.position ?? 0) > (own[i - 1]?.position ?? Infinity))).length / judged.length
  const promises = promiseFigures(judged)
  const [all] = coverage(rows)
  const n = all?.n ?? 0
  const checks: Check[] = [
    { of: 'both', what: 'contacts that waited', measured: String(judged.length), asked: `≥ ${LEAST_CONTACTS}`, met: judged.length >= LEAST_CONTACTS },
    { of: 'place', what: 'instants with a place', measured: percent(withPlace), asked: '≥ 99 %', met: withPlace >= 0.99 },
    { of: 'place', what: 'contacts whose place rose', measured: percent(moved), asked: '≤ 5 %', met: moved <= 0.05 },
    { of: 'wait', what: 'instants with a forecast', measured: percent(rows.length / lines.length), asked: '≥ 95 %', met: rows.length / lines.length >= 0.95 },
    ...waitChecks(promises, n, all),
  ]
  const may = (of: 'place' | 'wait'): boolean => checks.every((check) => check.met || (check.of !== of && check.of !== 'both'))
  const verdict = may('place') ? (may('wait') ? 'both' : 'place') : may('wait') ? 'wait' : 'not yet'
  return { queue, contacts: judged.length, verdict, checks }
}

function waitChecks(promises: PromiseFigures, n: number, all: { under10: number; under90: number } | undefined): Check[] {
  const kept = promises.kept / promises.promises
  const revised = promises.revised / promises.waitedAMinute
  const under90 = (all?.under90 ?? 0) / n
  const under10 = (all?.under10 ?? 0) / n
  return [
    { of: 'wait', what: 'promises kept', measured: percent(kept), asked: '≥ 90 %', met: kept >= 0.9 },
    { of: 'wait', what: 'waits at or under the 90 % quantile', measured: percent(under90), asked: '85–95 %', met: under90 >= 0.85 && under90 <= 0.95 },
    { of: 'wait', what: 'waits at or under the 10 % quantile', measured: percent(under10), asked: '5–15 %', met: under10 >= 0.05 && under10 <= 0.15 },
    { of: 'wait', what: 'bound ÷ true wait that remained, median', measured: promises.medianBoundOverTrue.toFixed(2), asked: '≤ 2.5', met: promises.medianBoundOverTrue <= 2.5 },
    { of: 'wait', what: 'told a longer wait later, of those over a minute', measured: percent(revised), asked: '≤ 20 %', met: revised <= 0.2 || promises.waitedAMinute === 0 },
  ]
}
