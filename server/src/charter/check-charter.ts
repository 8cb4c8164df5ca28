import { openPoints } from './adoption/open-points.ts'
import { describeRule } from './describe-rule.ts'
import { parseCharter } from './parse-charter.ts'

/** What is to be said of a charter's data, line by line, and whether it can be used. */
export function checkCharter(data: unknown): { ok: boolean; lines: string[] } {
  const result = parseCharter(data)
  if (!result.ok) return { ok: false, lines: [`${result.faults.length} fault${result.faults.length === 1 ? '' : 's'}:`, ...result.faults.map(({ path, message }) => `  ${path}: ${message}`)] }
  const { charter } = result
  const points = openPoints(charter)
  const of = (kind: string): typeof points => points.filter((point) => point.kind === kind)
  const list = (title: string, kind: string): string[] => of(kind).length === 0 ? [] : ['', title, ...of(kind).map(({ rule, path, text }) => `  ${rule}.${path}: ${text}`)]
  return {
    ok: true,
    lines: [
      `${charter.id} ${charter.version}: valid; ${charter.rules.length} rules, ${charter.kind}, ${charter.standing}${charter.status === 'draft' ? ', draft' : ''}`,
      ...charter.rules.map((rule) => `  ${rule.id} (${rule.strength}): ${describeRule(rule)}`),
      ...list('Open: these rules are not judged until the value is filled in', 'not-set'),
      ...list('Assumed: not stated by the source', 'assumed'),
      ...list('Declared: no contact event shows it, so it is reported as not measurable', 'declared'),
      ...list('To approve: known from secondary sources only', 'approval'),
      ...(charter.status === 'draft' ? ['', 'A draft gives no label before the operator has compared it with its text (approvedOn).'] : []),
    ],
  }
}
