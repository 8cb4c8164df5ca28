import { percent, textTable } from '../text-table/index.ts'
import type { AgreementReport } from './agreement.ts'
import type { Explanation } from './places.ts'

function fact(explanation: Explanation): string {
  switch (explanation.kind) {
    case 'reply-ran-ahead': return `a QueueStatus reply can run ahead of its events: ours agrees ${explanation.byMs.toFixed(1)} ms later`
    case 'reply-on-its-way': return `the reply was read before an event that came while it was on its way: ours agreed ${explanation.byMs.toFixed(1)} ms earlier`
    case 'unexplained': return 'NOT EXPLAINED'
  }
}

/** The agreement as plain text, every disagreement with the fact that explains it. */
export function agreementText(name: string, report: AgreementReport): string {
  const unexplained = report.disagreements.filter(({ explanation }) => explanation.kind === 'unexplained').length
  const rows = report.disagreements.map((one) => ({ ...one, at: new Date(one.atMs).toISOString() }))
  return [
    `${name}: ${report.agreeing} of ${report.compared} places agree over ${report.replies} QueueStatus replies`
      + ` (${percent(report.disagreements.length / report.compared, 2)} disagree, ${unexplained} not explained).`,
    ...(rows.length === 0 ? [] : [textTable(rows, [
      { head: 'reply at', cell: (row) => row.at }, { head: 'queue', cell: (row) => row.queue }, { head: 'contact', cell: (row) => row.contact },
      { head: 'theirs', cell: (row) => row.theirs ?? 'none' }, { head: 'ours', cell: (row) => row.ours ?? 'none' }, { head: 'why', cell: (row) => fact(row.explanation) },
    ])]),
    `${name}: ${report.callers} callers; ${report.callerMismatches.length} differ from what happened to them or by more than 50 ms; largest difference ${report.largestOffsetMs.toFixed(1)} ms.`,
    ...report.callerMismatches.map(({ contact, what }) => `  ${contact}  ${what}`),
    '',
  ].join('\n')
}
