import { fixed, textTable } from '../text-table/index.ts'
import { type Figure, figuresOf } from './figures.ts'
import { meanOf, medianOf } from './scores.ts'
import type { SettingFigures } from './setting-figures.ts'
import type { Setting } from './settings.ts'

const mark = (reached: boolean | undefined): string => (reached === undefined ? '' : reached ? 'yes' : 'NO')

/** The whole battery as text: what was reached at a glance, each figure with its spread, and the error beside every rival's. */
export function batteryText(settings: readonly Setting[], runs: readonly SettingFigures[], copies: number): string {
  const parts = settings.flatMap((setting) => {
    const own = runs.filter((run) => run.scenario === setting.scenario).sort((a, b) => a.seed - b.seed)
    return own.length === 0 ? [] : [{ setting, own, figures: figuresOf(setting, own) }]
  })
  const judged = parts.flatMap(({ figures }) => figures).filter(({ reached }) => reached !== undefined)
  const best = parts.map(({ figures }) => figures.find(({ name }) => name === 'RMSE ÷ best delay-history predictor')?.mean ?? Number.NaN)
  const bound = parts.map(({ figures }) => figures.find(({ name }) => name === '… and the oracle ÷ the same')?.mean ?? Number.NaN)
  return [
    `Reached: ${judged.filter(({ reached }) => reached === true).length} of ${judged.length} figures (means over seeds).`,
    `Median setting, RMSE ÷ best delay-history predictor: ${fixed(medianOf(best), 3)} (asked: ≤ 0.75; the oracle itself: ${fixed(medianOf(bound), 3)}).`,
    `The oracle's mean is exact or over ${copies} simulated futures, whose own error is taken out of it. Truth is the virtual wait. The first hour is learning.`,
    '', overview(parts), '', ...parts.map(settingText), 'RMSE at queueing ÷ that of each rival (means over seeds; below 1 is better than it):', '', rivalsText(parts), '',
  ].join('\n')
}

type Part = { setting: Setting; own: readonly SettingFigures[]; figures: readonly Figure[] }

function overview(parts: readonly Part[]): string {
  const names = [...new Set(parts.flatMap(({ figures }) => figures.map(({ name }) => name)))]
  return textTable(names, [
    { head: 'mean over seeds', cell: (name) => name },
    ...parts.map(({ setting, figures }) => ({
      head: setting.scenario,
      cell: (name: string) => {
        const figure = figures.find((one) => one.name === name)
        return figure === undefined ? '' : `${figure.show(figure.mean)}${figure.reached === false ? ' !' : ''}`
      },
    })),
  ])
}

function settingText({ setting, own, figures }: Part): string {
  const contacts = own.reduce((sum, run) => sum + run.contacts, 0)
  const instants = own.reduce((sum, run) => sum + run.instants, 0)
  return [
    `${setting.scenario}: ${setting.title}`,
    `seeds ${own.map(({ seed }) => seed).join(', ')}; ${contacts} contacts that waited ${fixed(meanOf(own.map((run) => run.meanTrueSeconds)), 0)} s on average, ${instants} instants; `
    + `RMSE at queueing ${fixed(meanOf(own.map((run) => run.atQueueing.rmseSeconds)), 1)} s (bias ${fixed(meanOf(own.map((run) => run.atQueueing.biasSeconds)), 1)}), `
    + `over all updates ${fixed(meanOf(own.map((run) => run.allUpdates.rmseSeconds)), 1)} s (bias ${fixed(meanOf(own.map((run) => run.allUpdates.biasSeconds)), 1)}); `
    + `mean pinball ${fixed(meanOf(own.map((run) => run.pinballSeconds)), 2)} s, Winkler ${fixed(meanOf(own.map((run) => run.winklerSeconds)), 1)} s`,
    '',
    textTable(figures, [
      { head: 'figure', cell: ({ name }) => name },
      { head: 'mean', cell: (one) => one.show(one.mean) },
      { head: 'lowest', cell: (one) => one.show(one.low) },
      { head: 'highest', cell: (one) => one.show(one.high) },
      { head: 'asked', cell: ({ target }) => target },
      { head: 'reached', cell: ({ reached }) => mark(reached) },
      { head: '', cell: ({ note }) => note ?? '' },
    ]), '',
  ].join('\n')
}

function rivalsText(parts: readonly Part[]): string {
  const names = new Map(parts.flatMap(({ own }) => own.flatMap(({ rivals }) => rivals.map(({ name, kind }) => [name, kind] as const))))
  const order = ['product', 'delay history', 'other']
  const rows = [...names].sort((a, b) => order.indexOf(a[1]) - order.indexOf(b[1]) || (a[0] < b[0] ? -1 : 1))
  return textTable(rows, [
    { head: 'kind', cell: ([, kind]) => kind },
    { head: 'rival', cell: ([name]) => name },
    ...parts.map(({ setting, own }) => ({
      head: setting.scenario,
      cell: ([name]: readonly [string, string]) => fixed(meanOf(own.flatMap(({ rivals }) => rivals.find((rival) => rival.name === name)?.ratio ?? [])), 2),
    })),
  ])
}
