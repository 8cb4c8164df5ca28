import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { positiveNumber, readFlags, runCommand, UsageError } from '../command-line/index.ts'
import { SCENARIOS } from '../scenarios/index.ts'
import { fixed } from '../text-table/index.ts'
import { bankText } from './bank-text.ts'
import { runBank } from './bank.ts'
import { batteryText } from './figures-text.ts'
import { runBattery } from './run-battery.ts'
import { scenarioSetting, scenariosText } from './scenarios-text.ts'
import type { SettingFigures } from './setting-figures.ts'
import { type Setting, SETTINGS } from './settings.ts'

/** More would only share the same cores. */
const MOST_PROCESSES = 2
const DEFAULT_COPIES = 39
const CACHE = join('node_modules', '.cache', 'queuecast-accuracy')

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), {
    settings: { example: 'overload-twenty,six-weekdays' },
    seeds: { example: '1-5' },
    scenarios: { example: 'steady-day,monday-surge' },
    out: { example: 'results-folder' },
    copies: { example: '39' },
    processes: { example: '2' },
    bank: { example: 'bank.tsv' },
  })
  const write = (name: string, text: string, figures: unknown): void => {
    if (flags.out === undefined) return
    mkdirSync(flags.out, { recursive: true })
    writeFileSync(join(flags.out, `${name}.txt`), text)
    writeFileSync(join(flags.out, `${name}.json`), `${JSON.stringify(figures, null, 1)}\n`)
  }
  if (flags.bank !== undefined) {
    if (!existsSync(flags.bank)) throw new UsageError(`--bank ${flags.bank}: there is no such file; give the bank's record as it was published, tab-separated`)
    const figures = runBank(readFileSync(flags.bank, 'utf8'))
    const text = `# npm run accuracy -- --bank BANK.tsv\n\n${bankText(figures)}`
    console.log(text)
    write('accuracy-bank', text, figures)
    if (flags.settings === undefined && flags.scenarios === undefined) return
  }
  const asScenarios = flags.scenarios !== undefined
  const names = SCENARIOS.map(({ name }) => name)
  const settings = asScenarios
    ? chosen('scenarios', flags.scenarios === 'all' ? undefined : flags.scenarios, SCENARIOS.map(scenarioSetting), names)
    : chosen('settings', flags.settings, SETTINGS, SETTINGS.map(({ scenario }) => scenario))
  // A scenario need not be one that an oracle can roll; where its mean is known exactly it speaks all the same.
  const copies = flags.copies !== undefined ? positiveNumber('copies', flags.copies) : asScenarios ? 0 : DEFAULT_COPIES
  const processes = Math.min(MOST_PROCESSES, flags.processes === undefined ? MOST_PROCESSES : positiveNumber('processes', flags.processes))
  const seedsText = flags.seeds ?? (asScenarios ? '1' : '1-5')
  const given = (['scenarios', 'settings', 'seeds', 'copies'] as const).flatMap((name) => (name === 'seeds' ? `--seeds ${seedsText}` : flags[name] === undefined ? [] : `--${name} ${flags[name]}`))
  const textOf = (runs: readonly SettingFigures[]): string =>
    `# npm run accuracy -- ${given.join(' ')}\n\n${asScenarios ? scenariosText(settings, runs) : batteryText(settings, runs, copies)}`
  const soFar: SettingFigures[] = []
  const runs = await runBattery({
    settings, seeds: seedsOf(seedsText), copies, processes, cacheFolder: CACHE,
    onDone(figures, seconds, done, of) {
      const { scenario, seed, atQueueing, allUpdates } = figures
      console.error(`${done}/${of} ${scenario}, seed ${seed}: ${fixed(atQueueing.ratio, 3)} and ${fixed(allUpdates.ratio, 3)} × the oracle, ${seconds.toFixed(0)} s`)
      // A long battery that is stopped leaves what it has.
      soFar.push(figures)
      write(asScenarios ? 'scenarios' : 'accuracy', textOf(soFar), soFar)
    },
  })
  console.log(textOf(runs))
})

/** The settings named in a flag, or all. */
function chosen(flag: string, text: string | undefined, settings: readonly Setting[], names: readonly string[]): Setting[] {
  return (text?.split(',') ?? names).map((name) => {
    const setting = settings.find(({ scenario }) => scenario === name)
    if (setting === undefined) throw new UsageError(`--${flag} ${name}: must be of ${names.join(', ')}`)
    return setting
  })
}

/** `1-5` or `1,3,8`. */
function seedsOf(text: string): number[] {
  const range = /^(\d+)-(\d+)$/.exec(text)
  const seeds = range === null ? text.split(',').map(Number) : Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_, i) => Number(range[1]) + i)
  if (seeds.length === 0 || seeds.some((seed) => !Number.isInteger(seed) || seed < 1)) throw new UsageError(`--seeds ${text}: must be a range such as 1-5 or a list such as 1,3,8`)
  return seeds
}
