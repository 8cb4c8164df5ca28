import type { Rule, RuleType } from '../schema/rule-types.ts'
import type { PlannedRule } from './plan.ts'
import type { Verdict } from './verdict.ts'

/** What each of these types asks for, as numbers of which a smaller one is stricter. Two rules compare only where all else is equal. */
function demands(rule: Rule, verdict: Pick<Verdict, 'target' | 'thresholdSeconds' | 'direction'>): number[] | undefined {
  if (verdict.target === undefined || verdict.direction === undefined) return undefined
  const target = verdict.direction === 'at-least' ? -verdict.target : verdict.target
  switch (rule.type) {
    case 'max-wait-each':
    case 'share-within':
    case 'max-share-over':
    case 'human-access':
      return [target, verdict.thresholdSeconds ?? Infinity]
    case 'callback-offer':
      return [target, rule.afterSeconds ?? Infinity, rule.ifExpectedOverSeconds ?? Infinity, rule.bySeconds ?? Infinity]
    case 'status-cadence': return [target, rule.maxGapSeconds ?? Infinity]
    case 'max-status-age': return [target, rule.maxAgeSeconds ?? Infinity]
    case 'mean-wait':
      return rule.bestShare === undefined ? [target] : undefined
    case 'answered-share':
    case 'max-abandonment':
    case 'max-busy':
    case 'announced-wait-respected':
    case 'announce-position':
    case 'no-disconnect':
    case 'fifo-order':
    case 'language':
      return [target]
    default:
      return undefined
  }
}

/** "Each within" and "a share within" ask the same kind of thing. */
const family = (type: RuleType): string => (type === 'max-wait-each' ? 'share-within' : type)

/** What must be equal for two rules to be compared at all. */
function ground(rule: Rule): string {
  const window = 'window' in rule ? rule.window : undefined
  const clock = 'clock' in rule ? rule.clock?.start : undefined
  const population = 'population' in rule ? rule.population : undefined
  return JSON.stringify([family(rule.type), clock ?? null, population?.formula ?? 'sl_f3', population?.callbacks ?? 'count', rule.exemption?.requires ?? null, window?.unit ?? null, window?.days ?? null])
}

const covers = (wide: Rule['scope'], narrow: Rule['scope']): boolean =>
  (['channels', 'queues'] as const).every((field) => wide?.[field] === undefined || (narrow?.[field] !== undefined && narrow[field].every((item) => (wide[field] as readonly string[]).includes(item))))

/** Marks each verdict whose rule another charter's rule outdoes. Of equals none is marked. */
export function withStricter(verdicts: readonly Verdict[], planned: readonly PlannedRule[]): Verdict[] {
  const rules = new Map(planned.map(({ version, rule }) => [`${version.charter.id} ${version.version} ${rule.id}`, rule]))
  const ruleOf = (verdict: Verdict): Rule | undefined => rules.get(`${verdict.charter} ${verdict.version} ${verdict.rule}`)
  const grounds = new Map<string, Verdict[]>()
  for (const verdict of verdicts) {
    const rule = ruleOf(verdict)
    if (rule === undefined || verdict.quorum !== undefined) continue
    const key = `${verdict.fromMs} ${verdict.toMs} ${ground(rule)}`
    const known = grounds.get(key)
    if (known === undefined) grounds.set(key, [verdict])
    else known.push(verdict)
  }
  return verdicts.map((verdict) => {
    const rule = ruleOf(verdict)
    if (rule === undefined || verdict.quorum !== undefined) return verdict
    const own = demands(rule, verdict)
    const stricter = own === undefined ? undefined : grounds.get(`${verdict.fromMs} ${verdict.toMs} ${ground(rule)}`)?.find((other) => {
      const otherRule = ruleOf(other)
      if (otherRule === undefined || other.charter === verdict.charter || !covers(otherRule.scope, rule.scope)) return false
      const theirs = demands(otherRule, other)
      return theirs !== undefined && theirs.every((value, index) => value <= (own[index] ?? Infinity)) && theirs.some((value, index) => value < (own[index] ?? Infinity))
    })
    return stricter === undefined ? verdict : { ...verdict, stricter: { charter: stricter.charter, rule: stricter.rule } }
  })
}
