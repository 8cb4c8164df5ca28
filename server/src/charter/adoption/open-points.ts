import type { Charter } from '../schema/charter.ts'
import { nullPaths } from '../schema/charter.ts'
import { DECLARED_TYPES, type Rule } from '../schema/rule-types.ts'

/**
 * Something a charter leaves open.
 * `not-set`: without it the rule is not judged · `assumed`: the rule is judged with the stated assumption ·
 * `declared`: cannot be told from contact events, stands as a commitment · `approval`: known from secondary sources, to be checked against the text.
 */
export interface OpenPoint { rule: string; path: string; kind: 'not-set' | 'assumed' | 'declared' | 'approval'; text: string }

const declaredTypes: ReadonlySet<string> = new Set(DECLARED_TYPES)
/** True for what no contact event shows: a type that none shows, or a human to be reached "at any stage" without a time. */
export const isDeclared = (rule: Rule): boolean => declaredTypes.has(rule.type) || (rule.type === 'human-access' && rule.withinSeconds === undefined)

/** What a rule needs before it can be judged, and lacks. */
export function missingValues(rule: Rule): string[] {
  return isDeclared(rule) ? [] : nullPaths(rule).map((path) => path.join('.')).filter((path) => path !== '')
}

/** Whether a rule rests only on someone else's account of its text. */
export const isSecondary = (rule: Rule): boolean => rule.provenance.basis === 'secondary'

const WAITS: ReadonlySet<string> = new Set(['max-wait-each', 'share-within', 'mean-wait', 'max-share-over'])

/** All open points of a charter, in the order of its rules. `approved`: the operator checked a draft against its text. */
export function openPoints(charter: Charter, approved = false): OpenPoint[] {
  return charter.rules.flatMap((rule): OpenPoint[] => {
    const points: OpenPoint[] = []
    for (const path of nullPaths(rule).map((steps) => steps.join('.'))) points.push({ rule: rule.id, path, kind: isDeclared(rule) ? 'declared' : 'not-set', text: rule.open?.[path] ?? 'no value' })
    if (isDeclared(rule)) points.push({ rule: rule.id, path: 'type', kind: 'declared', text: 'no contact event shows it; it stands as a commitment and is reported as not measurable' })
    if (WAITS.has(rule.type) && 'population' in rule && rule.type !== 'mean-wait' && rule.population?.formula === undefined) {
      points.push({ rule: rule.id, path: 'population.formula', kind: 'assumed', text: 'not stated: sl_f3 is used, the strictest: whoever was not answered in time counts against it' })
    }
    if (WAITS.has(rule.type) && 'population' in rule && rule.population?.callbacks === undefined) {
      points.push({ rule: rule.id, path: 'population.callbacks', kind: 'assumed', text: 'not stated: who accepts a callback waits until it is reached' })
    }
    if ((rule.scope?.topics !== undefined || rule.scope?.exceptNumberClasses !== undefined || rule.scope?.numberClasses !== undefined) && rule.scope.queues === undefined) {
      points.push({ rule: rule.id, path: 'scope.queues', kind: 'assumed', text: 'it is not said which queues these are: the rule is judged over all of them, which is stricter' })
    }
    if (isSecondary(rule) && !approved) points.push({ rule: rule.id, path: 'provenance', kind: 'approval', text: 'known from secondary sources only: compare with the text and set approvedOn' })
    return points
  })
}
