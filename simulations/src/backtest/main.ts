import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { finished } from 'node:stream/promises'
import { type PortableLearning, readPortableLearning } from '@queuecast/server/wait-forecast'
import { given, readFlags, runCommand, UsageError } from '../command-line/index.ts'
import type { Truth } from '../contact-center/index.ts'
import { readEvents } from '../import/index.ts'
import { announcements } from '../product-formulas/index.ts'
import { reportPage } from '../report/index.ts'
import { compareProducts, comparisonText } from './compare.ts'
import { bankPoolOf, whatHappened } from './happened.ts'
import { reportJson, reportText } from './report-text.ts'
import { accuracyReport } from './report.ts'
import { runBacktest } from './run.ts'
import type { ToldLine } from './told.ts'
import { withTruth } from './with-truth.ts'

/** How abandoned contacts' virtual starts are looked for: in which pool. */
const POOLS = { each: (queue: string) => queue, all: () => 'all', bank: bankPoolOf }

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), {
    events: { example: 'events.jsonl', required: true },
    told: { example: 'told.jsonl', required: true },
    report: { example: 'report-folder' },
    title: { example: 'Helpdesk, first half of February' },
    truth: { example: 'truth.jsonl' },
    pools: { example: 'bank', oneOf: Object.keys(POOLS) },
    from: { example: '1999-02-08' },
    zone: { example: 'Europe/Brussels' },
    compare: { example: 'yes', isSwitch: true },
    learned: { example: 'learned.json' },
  })
  const file = given(flags.events)
  if (!existsSync(file)) throw new UsageError(`--events ${file}: there is no such file; make one with npm run import or npm run simulate`)
  const fromMs = flags.from === undefined ? undefined : Date.parse(flags.from)
  if (Number.isNaN(fromMs)) throw new UsageError(`--from ${flags.from}: must be a date such as 1999-02-08`)

  const learned = flags.learned !== undefined && existsSync(flags.learned) ? readLearned(flags.learned) : undefined
  const events = readEvents(file)
  const out = createWriteStream(given(flags.told))
  const told: ToldLine[] = []
  const startedAtMs = performance.now()
  const summary = runBacktest({
    events, explain: flags.report !== undefined, ...(flags.zone === undefined ? {} : { timeZone: flags.zone }), ...(learned === undefined ? {} : { learned }),
    told(line) {
      told.push(line)
      out.write(`${JSON.stringify(line)}\n`)
    },
  })
  const seconds = (performance.now() - startedAtMs) / 1000
  out.end()
  await finished(out)
  // For the next run over what came after, or for PUT /learning.
  if (flags.learned !== undefined && summary.learned !== undefined) writeFileSync(flags.learned, JSON.stringify(summary.learned))

  const poolOf = POOLS[(flags.pools ?? 'each') as keyof typeof POOLS]
  let happened = whatHappened(events, { poolOf })
  const truth = flags.truth === undefined ? undefined : readFileSync(flags.truth, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Truth)
  if (truth !== undefined) happened = withTruth(happened, truth)
  const report = accuracyReport(told, happened, fromMs === undefined ? {} : { fromMs })
  const head = `${summary.events} events, ${summary.entries} log entries, ${summary.forecasts} pool forecasts, ${summary.toldLines} told lines, `
    + `${summary.quarantined} set aside, in ${seconds.toFixed(1)} s`
  const announced = flags.compare === undefined && flags.report === undefined ? [] : announcements(events, { poolOf })
  const comparison = flags.compare === undefined ? '' : comparisonText(compareProducts(announced, happened, report, fromMs))
  console.log(`${head}\n${reportText(report)}${comparison}`)
  if (flags.report !== undefined) {
    mkdirSync(flags.report, { recursive: true })
    writeFileSync(join(flags.report, 'accuracy.txt'), `${head}\n${reportText(report)}${comparison}`)
    writeFileSync(join(flags.report, 'accuracy.json'), reportJson(report))
    writeFileSync(join(flags.report, 'report.html'), reportPage({
      title: flags.title ?? basename(file), timeZone: flags.zone ?? 'UTC', events, told, happened, announced,
      ...(truth === undefined ? {} : { truth }), ...(fromMs === undefined ? {} : { fromMs }),
    }))
    console.log(`The report: ${join(flags.report, 'report.html')}`)
  }
})

function readLearned(path: string): PortableLearning {
  try {
    return readPortableLearning(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new UsageError(`--learned ${path}: ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}
