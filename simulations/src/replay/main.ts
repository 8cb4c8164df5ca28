import { existsSync } from 'node:fs'
import { given, positiveNumber, readFlags, runCommand, UsageError } from '../command-line/index.ts'
import { readEvents } from '../import/index.ts'
import { replay, type ReplaySummary } from './replay.ts'

const line = (progress: ReplaySummary): string =>
  `${progress.sent}/${progress.events} sent, ${progress.accepted} accepted, ${progress.rejected} rejected, ${progress.retries} retries, ${Math.round(progress.behindMs)} ms behind`

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), {
    events: { example: 'events.jsonl', required: true },
    url: { example: 'http://127.0.0.1:8080', required: true },
    center: { example: 'example', required: true },
    key: { example: 'FEED-KEY', required: true },
    speed: { example: '20' },
    prefix: { example: 'run2-' },
  })
  const file = given(flags.events)
  if (!existsSync(file)) throw new UsageError(`--events ${file}: there is no such file; make one with npm run import`)
  if (!URL.canParse(given(flags.url))) throw new UsageError(`--url ${flags.url}: must be an address such as http://127.0.0.1:8080`)
  if (flags.prefix !== undefined && !/^[A-Za-z0-9._-]{1,32}$/.test(flags.prefix)) throw new UsageError(`--prefix ${flags.prefix}: must be 1 to 32 letters, digits, . _ or -`)
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  let shownAt = 0
  const summary = await replay({
    events: readEvents(file), url: given(flags.url), center: given(flags.center), key: given(flags.key), signal: stop.signal,
    ...(flags.speed === undefined ? {} : { speed: positiveNumber('speed', flags.speed) }),
    ...(flags.prefix === undefined ? {} : { prefix: flags.prefix }),
    onRetry: (why, waitMs) => console.error(`${why}: again in ${Math.round(waitMs)} ms`),
    onProgress: (progress) => {
      if (performance.now() - shownAt < 2000) return
      shownAt = performance.now()
      console.log(line(progress))
    },
  })
  console.log(`${summary.stopped ? 'Stopped' : 'Done'}: ${line(summary)}; ids begin with ${summary.prefix}`)
  for (const [reason, count] of Object.entries(summary.reasons).sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(8)}  ${reason}`)
  if (summary.rejected > 0 && summary.accepted === 0) throw new Error('the server took no event')
})
