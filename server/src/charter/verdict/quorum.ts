import type { Rule } from '../schema/rule-types.ts'
import type { Verdict, VerdictStatus } from './verdict.ts'

/**
 * A rule that must be kept in so many of so many windows: the windows' own verdicts, and after them one over all.
 * Windows that cannot be judged count for neither side.
 */
export function withQuorums(rule: Rule, verdicts: Verdict[]): Verdict[] {
  const quorum = 'window' in rule ? rule.window?.quorum : undefined
  const last = verdicts.at(-1)
  if (quorum === undefined || last === undefined) return verdicts
  const labels = [...new Set(verdicts.map(({ window }) => window.label))].slice(-quorum.of)
  const statuses = labels.map((label) => worst(verdicts.filter(({ window }) => window.label === label).map(({ status }) => status)))
  const met = statuses.filter((status) => status === 'met').length
  const breached = statuses.filter((status) => status === 'breached').length
  const undecided = quorum.of - met - breached
  const first = verdicts.find(({ window }) => window.label === labels[0]) ?? last
  const status: VerdictStatus = met >= quorum.atLeast && last.window.complete ? 'met'
    : breached > quorum.of - quorum.atLeast ? 'breached'
    : statuses.every((one) => one === 'not-set') ? 'not-set'
    : !last.window.complete && met + undecided >= quorum.atLeast ? (met >= quorum.atLeast ? 'met' : 'at-risk')
    : 'not-measurable'
  const { value: _value, interval: _interval, outlook: _outlook, formulas: _formulas, reason: _reason, valueBefore: _before, ...rest } = last
  return [...verdicts, {
    ...rest, status, fromMs: first.fromMs, n: labels.length, contacts: [], corrections: [],
    window: { label: `${labels[0] ?? ''}…${last.window.label}`, fromMs: first.window.fromMs, toMs: last.window.toMs, complete: last.window.complete },
    ...(status === 'not-measurable' ? { reason: 'no-cases' as const } : {}),
    quorum: { ...quorum, met, breached, undecided },
    notes: [...rest.notes, `Kept in ${met} of ${quorum.of} windows, missed in ${breached}, undecided in ${undecided}; needed: ${quorum.atLeast} of ${quorum.of}.`],
  }]
}

const ORDER: readonly VerdictStatus[] = ['breached', 'at-risk', 'not-measurable', 'not-set', 'exempt', 'met']
/** The worst of several verdicts. */
export function worst(statuses: readonly VerdictStatus[]): VerdictStatus {
  return ORDER.find((status) => statuses.includes(status)) ?? 'not-measurable'
}
