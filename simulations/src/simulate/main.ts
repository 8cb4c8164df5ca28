import { writeFileSync } from 'node:fs'
import { given, positiveNumber, readFlags, runCommand, showProgress, UsageError } from '../command-line/index.ts'
import { writeEvents } from '../import/index.ts'
import { replay } from '../replay/index.ts'
import { runScenario, SCENARIOS } from '../scenarios/index.ts'
import { scenarioSummary } from './summary.ts'

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), {
    scenario: { example: 'steady-day', required: true, oneOf: SCENARIOS.map(({ name }) => name) },
    url: { example: 'http://127.0.0.1:8080' },
    center: { example: 'example' },
    key: { example: 'FEED-KEY' },
    seed: { example: '1' },
    speed: { example: '1' },
    out: { example: 'events.jsonl' },
    truth: { example: 'truth.jsonl' },
    copies: { example: '100' },
  })
  const scenario = SCENARIOS.find(({ name }) => name === flags.scenario)
  if (scenario === undefined) throw new UsageError('--scenario is missing')
  const seed = flags.seed === undefined ? 1 : positiveNumber('seed', flags.seed)
  console.log(`${scenario.name}: ${scenario.shows}`)
  const simulating = showProgress('simulating')
  const { events, truth } = runScenario(scenario, seed, {
    onProgress: (share) => simulating.at(share), ...(flags.copies === undefined ? {} : { forwardCopies: positiveNumber('copies', flags.copies) }),
  })
  simulating.done()
  console.log(scenarioSummary(events, truth))
  if (flags.truth !== undefined) writeFileSync(flags.truth, truth.map((line) => `${JSON.stringify(line)}\n`).join(''))
  if (flags.out !== undefined) await writeEvents(flags.out, events)
  if (flags.url === undefined) {
    if (flags.out === undefined) throw new UsageError('give --url to feed a running server, or --out to write a file')
    return
  }
  if (flags.key === undefined) throw new UsageError('--key is missing: give a feed key of the center; the server printed where its keys lie')
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  const feeding = showProgress('feeding')
  const summary = await replay({
    events, url: given(flags.url), center: flags.center ?? 'example', key: flags.key, speed: flags.speed === undefined ? 1 : positiveNumber('speed', flags.speed),
    signal: stop.signal, onProgress: ({ sent, behindMs }) => feeding.at(sent / events.length, `${sent} events, ${Math.round(behindMs / 1000)} s behind`), onRetry: (why, waitMs) => console.error(`${why}: again in ${Math.round(waitMs)} ms`),
  })
  feeding.done()
  console.log(`${summary.stopped ? 'Stopped' : 'Done'}: ${summary.accepted} events accepted, ${summary.rejected} rejected`)
})
