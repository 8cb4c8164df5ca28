import { type ToldLine, judgeStays, runBacktest, whatHappened, withTruth } from '../backtest/index.ts'
import { type BaselineForecast, baselineForecasts } from '../baselines/index.ts'
import { exactOracle } from '../contact-center/index.ts'
import { announcements } from '../product-formulas/index.ts'
import { SCENARIOS, type Scenario } from '../scenarios/index.ts'
import { scoredRows } from './scored-row.ts'
import { type SettingFigures, settingFigures } from './setting-figures.ts'
import type { Setting } from './settings.ts'
import { simulated } from './truth-cache.ts'

const LEARNING_SECONDS = 3_600

export interface RunOptions {
  /** Futures that the oracle's mean is taken over, where no formula is exact; 0: then it does not speak there. */
  copies: number
  /** Where simulated days are kept for the next time; nowhere unless given. */
  cacheFolder?: string
}

/** Simulates one setting, tells its contacts their waits, and scores what was told beside oracle, baselines and products. */
export function runSetting(setting: Setting, seed: number, options: RunOptions): SettingFigures {
  const scenario = scenarioOf(setting.scenario)
  const { events, truth } = simulated(scenario, seed, options)
  const startMs = events[0]?.time ?? 0
  const fromMs = startMs + (setting.learningSeconds ?? LEARNING_SECONDS) * 1000
  const told: ToldLine[] = []
  runBacktest({ events, timeZone: scenario.timeZone, told: (line) => { if (line.at >= fromMs) told.push(line) } })
  const baselines: BaselineForecast[] = []
  baselineForecasts(events, { told: (forecast) => { if (forecast.queuedAtMs >= fromMs) baselines.push(forecast) } })

  const stays = withTruth(whatHappened(events, { poolOf: () => 'all' }), truth).filter(({ waitedSeconds, queuedAtMs }) => waitedSeconds > 0 && queuedAtMs >= fromMs)
  const judged = judgeStays(told, stays)
  const { rows, unknown } = scoredRows(judged, { truth, baselines, timeZone: scenario.timeZone })
  const copies = exactOracle(scenario.model) ? Infinity : options.copies
  return settingFigures(setting, seed, { judged, rows, unknown, announced: announcements(events), startMs, copies })
}

export function scenarioOf(name: string): Scenario {
  const scenario = SCENARIOS.find((one) => one.name === name)
  if (scenario === undefined) throw new Error(`there is no scenario ${name}; there are ${SCENARIOS.map((one) => one.name).join(', ')}`)
  return scenario
}
