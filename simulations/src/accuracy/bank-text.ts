import { fixed, percent, textTable } from '../text-table/index.ts'
import type { BankFigures, Duel, Errors } from './bank.ts'
import { worstGroup } from './calibration.ts'

interface Row { scored: string; when: string; n: number; what: string; ours: number; theirs: number; asked?: number; days?: readonly number[] }

const MEASURES: readonly [string, keyof Errors][] = [['RMSE', 'rmseSeconds'], ['MAE', 'maeSeconds'], ['mean pinball', 'pinballSeconds'], ['Winkler 80 %', 'winklerSeconds']]

/** The bank table: ours over the nine-feature regression of the same run, then calibration and promises. */
export function bankText(figures: BankFigures): string {
  const { calibration, promises } = figures
  const [all] = calibration.allUpdates
  const worst = worstGroup([...calibration.buckets, ...calibration.hours])
  const n = all?.n ?? 0
  const checks: { name: string; value: string; asked: string; reached: boolean }[] = [
    { name: 'virtual waits at or under p90, all updates', value: percent((all?.under90 ?? 0) / n), asked: '88.5–91.5 %', reached: between((all?.under90 ?? 0) / n, 0.885, 0.915) },
    { name: 'virtual waits at or under p10, all updates', value: percent((all?.under10 ?? 0) / n), asked: '8.5–11.5 %', reached: between((all?.under10 ?? 0) / n, 0.085, 0.115) },
    { name: `worst group (${worst?.group ?? 'none'}), points off`, value: fixed(worst?.points ?? Number.NaN, 1), asked: '≤ 5', reached: (worst?.points ?? 0) <= 5 },
    { name: 'promises kept', value: percent(promises.kept / promises.promises), asked: '≥ 90 %', reached: promises.kept / promises.promises >= 0.9 },
    { name: 'bound ÷ true remaining, median', value: fixed(promises.medianBoundOverTrue, 3), asked: '≤ 1.9', reached: promises.medianBoundOverTrue <= 1.9 },
    { name: 'told an upward revision, of those over a minute', value: percent(promises.revised / promises.waitedAMinute), asked: '≤ 20 %', reached: promises.revised / promises.waitedAMinute <= 0.2 },
  ]
  return [
    `The bank record, learned from 1 February 1999 on, scored on 8–16 February after 7:00 without the internet desk; backtest alone ${fixed(figures.seconds, 0)} s.`,
    'served: who was answered after queueing, against `meanIfServedSeconds`. virtual: those and who hung up (virtual wait imputed, target b2 of the reference), against `meanSeconds`.',
    'Quantiles are told of the virtual wait; on served calls they are judged as they are. The regression (RLS9) learns each target by itself and is applied to the state of the moment.',
    '', textTable(rowsOf(figures), [
      { head: 'scored', cell: ({ scored }) => scored },
      { head: 'when', cell: ({ when }) => when },
      { head: 'n', cell: (row) => row.n },
      { head: '', cell: ({ what }) => what },
      { head: 'Queuecast', cell: ({ ours }) => fixed(ours, 2) },
      { head: 'RLS9', cell: ({ theirs }) => fixed(theirs, 2) },
      { head: 'ratio', cell: ({ ours, theirs }) => fixed(ours / theirs, 3) },
      { head: 'asked', cell: ({ asked }) => (asked === undefined ? '' : `≤ ${asked.toFixed(2)}`) },
      { head: 'reached', cell: ({ ours, theirs, asked }) => (asked === undefined ? '' : ours / theirs <= asked ? 'yes' : 'NO') },
      { head: 'by day', cell: ({ days }) => (days === undefined ? '' : `${fixed(Math.min(...days), 2)} … ${fixed(Math.max(...days), 2)}`) },
    ]),
    '', `Bias, seconds (ours, RLS9): served at queueing ${bias(figures.served.atQueueing)}, while waiting ${bias(figures.served.whileWaiting)}; virtual ${bias(figures.virtual.atQueueing)}, ${bias(figures.virtual.whileWaiting)}.`,
    '', textTable(checks, [
      { head: 'figure', cell: ({ name }) => name }, { head: 'value', cell: ({ value }) => value }, { head: 'asked', cell: ({ asked }) => asked },
      { head: 'reached', cell: ({ reached }) => (reached ? 'yes' : 'NO') },
    ]),
    '', textTable([...calibration.buckets, ...calibration.hours], [
      { head: 'group', cell: ({ group }) => group }, { head: 'n', cell: ({ n }) => n }, { head: '≤p10', cell: ({ under10, n }) => percent(under10 / n) },
      { head: '≤p50', cell: ({ under50, n }) => percent(under50 / n) }, { head: '≤p90', cell: ({ under90, n }) => percent(under90 / n) },
    ]),
    '', 'RMSE at queueing against virtual waits, beside each rival on the calls to which both spoke:', '',
    textTable(figures.rivals, [
      { head: 'rival', cell: ({ name }) => name }, { head: 'n', cell: ({ n }) => n }, { head: 'RMSE', cell: ({ rmseSeconds }) => fixed(rmseSeconds, 1) },
      { head: 'ours ÷ its', cell: ({ ratio }) => fixed(ratio, 3) },
    ]), '',
  ].join('\n')
}

function rowsOf({ served, virtual }: BankFigures): Row[] {
  const of = (scored: string, when: string, duel: Duel, asked: Partial<Record<keyof Errors, number>>): Row[] => MEASURES.map(([what, key]) => {
    const limit = asked[key]
    return {
      scored, when, what, n: duel.n, ours: duel.ours[key], theirs: duel.regression[key], ...(limit === undefined ? {} : { asked: limit }),
      ...(key === 'rmseSeconds' ? { days: duel.byDay.map(({ ratio }) => ratio) } : {}),
    }
  })
  return [
    ...of('served', 'queueing', served.atQueueing, { rmseSeconds: 0.95, pinballSeconds: 0.94, winklerSeconds: 0.94 }),
    ...of('served', 'every 30 s', served.whileWaiting, { rmseSeconds: 0.94, pinballSeconds: 0.94, winklerSeconds: 0.94 }),
    ...of('virtual', 'queueing', virtual.atQueueing, {}), ...of('virtual', 'every 30 s', virtual.whileWaiting, {}),
  ]
}

const between = (value: number, low: number, high: number): boolean => value >= low && value <= high
const bias = ({ ours, regression }: Duel): string => `${fixed(ours.biasSeconds, 1)}, ${fixed(regression.biasSeconds, 1)}`
