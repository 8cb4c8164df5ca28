import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { given, readFlags, runCommand, UsageError } from '../command-line/index.ts'
import type { Truth } from '../contact-center/index.ts'
import { readEvents } from '../import/index.ts'
import { announcements } from '../product-formulas/index.ts'
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
    truth: { example: 'truth.jsonl' },
    pools: { example: 'bank', oneOf: Object.keys(POOLS) },
    from: { example: '1999-02-08' },
    zone: { example: 'Europe/Brussels' },
    compare: { example: 'yes', isSwitch: true },
  })
  const file = given(flags.events)
  if (!existsSync(file)) throw new UsageError(`--events ${file}: there is no such file; make one with npm run import or npm run simulate`)
  const fromMs = flags.from === undefined ? undefined : Date.parse(flags.from)
  if (Number.isNaN(fromMs)) throw new UsageError(`--from ${flags.from}: must be a date such as 1999-02-08`)

  const events = readEvents(file)
  const out = createWriteStream(given(flags.told))
  const told: ToldLine[] = []
  const startedAtMs = performance.now()
  const summary = runBacktest({
    events, ...(flags.zone === undefined ? {} : { timeZone: flags.zone }),
    told(line) {
      told.push(line)
      out.write(`${JSON.stringify(line)}\n`)
    },
  })
  const seconds = (performance.now() - startedAtMs) / 1000
  out.end()
  await finished(out)

  const poolOf = POOLS[(flags.pools ?? 'each') as keyof typeof POOLS]
  let happened = whatHappened(events, { poolOf })
  if (flags.truth !== undefined) {
    const truth = readFileSync(flags.truth, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Truth)
    happened = withTruth(happened, truth)
  }
  const report = accuracyReport(told, happened, fromMs === undefined ? {} : { fromMs })
  const head = `${summary.events} events, ${summary.entries} log entries, ${summary.forecasts} pool forecasts, ${summary.toldLines} told lines, `
    + `${summary.quarantined} set aside, in ${seconds.toFixed(1)} s`
  const comparison = flags.compare === undefined ? '' : comparisonText(compareProducts(announcements(events, { poolOf }), happened, report, fromMs))
  console.log(`${head}\n${reportText(report)}${comparison}`)
  if (flags.report !== undefined) {
    mkdirSync(flags.report, { recursive: true })
    writeFileSync(join(flags.report, 'accuracy.txt'), `${head}\n${reportText(report)}${comparison}`)
    writeFileSync(join(flags.report, 'accuracy.json'), reportJson(report))
  }
})
