import { type RunOptions, runSetting } from './run-setting.ts'
import type { SettingFigures } from './setting-figures.ts'
import type { Setting } from './settings.ts'

/** What a worker process is asked, and what it answers. */
export interface Job { setting: Setting; seed: number; options: RunOptions }
export type Answer = { figures: SettingFigures; seconds: number } | { error: string }

process.on('message', ({ setting, seed, options }: Job) => {
  const startedMs = performance.now()
  let answer: Answer
  try {
    answer = { figures: runSetting(setting, seed, options), seconds: (performance.now() - startedMs) / 1000 }
  } catch (error) {
    answer = { error: `${setting.scenario}, seed ${seed}: ${error instanceof Error ? error.stack ?? error.message : String(error)}` }
  }
  process.send?.(answer)
})
