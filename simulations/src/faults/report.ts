import { textTable } from '../text-table/index.ts'
import { type FaultResult, INVARIANTS, type Invariant } from './fault.ts'

export interface FaultsReport {
  command: string
  at: string
  node: string
  cpu: string
  loadBefore: number[]
  loadAfter: number[]
  results: readonly FaultResult[]
}

const violationsOf = ({ runs }: FaultResult): number => runs.reduce((sum, { violations }) => sum + violations.length, 0)
const secondsOf = ({ runs }: FaultResult): number => Math.round(runs.reduce((sum, { seconds }) => sum + seconds, 0))

/** One line for who waits for the result. */
export const faultLine = (result: FaultResult): string =>
  result.skipped === undefined ? `${result.fault}: ${result.runs.length} runs, ${violationsOf(result)} violations, ${secondsOf(result)} s` : `${result.fault}: not run, ${result.skipped}`

/** The table fault × runs × violations, what was violated, and what was measured. */
export function faultsText(report: FaultsReport): string {
  const load = (values: number[]): string => values.map((value) => value.toFixed(2)).join(' ')
  const broken = report.results.flatMap((result) => result.runs.flatMap(({ seed, violations }) => violations.map(({ invariant, what }) => `- ${result.fault}, seed ${seed}: ${INVARIANTS[invariant as Invariant]}: ${what}`)))
  const notes = report.results.flatMap((result) => result.runs.flatMap(({ seed, notes }) => notes.map((note) => `- ${result.fault}, seed ${seed}: ${note}`)))
  return [
    `faults: ${report.command}`,
    `${report.at}, node ${report.node}, ${report.cpu}, load ${load(report.loadBefore)} before, ${load(report.loadAfter)} after`,
    '', `To hold in every run: ${Object.values(INVARIANTS).join('; ')}.`, '',
    textTable(report.results, [
      { head: 'fault', cell: ({ fault }) => fault },
      { head: 'runs', cell: (result) => result.skipped === undefined ? result.runs.length : '–' },
      { head: 'violations', cell: (result) => result.skipped === undefined ? violationsOf(result) : '–' },
      { head: 'seconds', cell: (result) => result.skipped === undefined ? secondsOf(result) : '–' },
      { head: 'what', cell: ({ what, skipped }) => skipped === undefined ? what : `${what} (not run: ${skipped})` },
    ]),
    ...(broken.length === 0 ? [] : ['', 'Violations:', ...broken]), ...(notes.length === 0 ? [] : ['', 'Measured:', ...notes]), '',
  ].join('\n')
}
