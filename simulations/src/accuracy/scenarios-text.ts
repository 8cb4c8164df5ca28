import type { Scenario } from '../scenarios/index.ts'
import { fixed, percent, textTable } from '../text-table/index.ts'
import type { SettingFigures } from './setting-figures.ts'
import type { Setting } from './settings.ts'

const LEARNING_SECONDS = 3_600
/** A scenario shorter than this is over before an hour's learning is of use. */
const SHORT_SECONDS = 3 * LEARNING_SECONDS

/** A scenario as a setting of which nothing is asked: it is there to be seen. */
export function scenarioSetting({ name, shows, model }: Scenario): Setting {
  return { scenario: name, title: shows, atQueueing: Infinity, allUpdates: Infinity, learningSeconds: model.endSeconds < SHORT_SECONDS ? 0 : LEARNING_SECONDS }
}

/** One line for each run of a scenario. Seconds are those of the virtual wait. */
export function scenariosText(settings: readonly Setting[], runs: readonly SettingFigures[]): string {
  const shown = settings.flatMap(({ scenario, title }) => runs.filter((run) => run.scenario === scenario).map((run) => ({ run, title })))
  const share = (run: SettingFigures, level: 'under10' | 'under90'): string => {
    const [all] = run.calibration.allUpdates
    return all === undefined ? '' : percent(all[level] / all.n)
  }
  const number = (value: number, digits: number): string => (Number.isFinite(value) ? fixed(value, digits) : '')
  const table = textTable(shown, [
    { head: 'scenario', cell: ({ run }) => run.scenario },
    { head: 'seed', cell: ({ run }) => run.seed },
    { head: 'contacts', cell: ({ run }) => run.contacts },
    { head: 'mean wait s', cell: ({ run }) => number(run.meanTrueSeconds, 0) },
    { head: 'MAE s', cell: ({ run }) => number(run.atQueueing.maeSeconds, 1) },
    { head: 'bias s', cell: ({ run }) => number(run.atQueueing.biasSeconds, 1) },
    { head: 'RMSE ÷ oracle', cell: ({ run }) => number(run.atQueueing.ratio, 3) },
    { head: '÷ best formula', cell: ({ run }) => number(Math.max(...run.rivals.filter(({ kind }) => kind === 'product').map(({ ratio }) => ratio)), 2) },
    { head: '≤ p10', cell: ({ run }) => share(run, 'under10') },
    { head: '≤ p90', cell: ({ run }) => share(run, 'under90') },
    { head: 'kept', cell: ({ run }) => (run.promises.promises === 0 ? '' : percent(run.promises.kept / run.promises.promises)) },
    { head: 'revised upward', cell: ({ run }) => (run.promises.waitedAMinute === 0 ? '' : percent(run.promises.revised / run.promises.waitedAMinute)) },
    { head: 'no forecast', cell: ({ run }) => percent(run.unknown / Math.max(1, run.unknown + run.instants)) },
  ])
  return `${table}\n\n${settings.map(({ scenario, title }) => `${scenario}: ${title}`).join('\n')}\n`
}
