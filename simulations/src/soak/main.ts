import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { positiveNumber, readFlags, runCommand, UsageError } from '../command-line/index.ts'
import { runSoak } from './run-soak.ts'
import { type SoakReport, soakText, verdictLine } from './soak-text.ts'

await runCommand(async () => {
  const args = process.argv.slice(2)
  const flags = readFlags(args, {
    minutes: { example: '120' }, 'warm-up': { example: '10' }, 'sample-seconds': { example: '60' }, 'events-per-second': { example: '500' },
    customers: { example: '1000' }, burst: { example: '20000' }, out: { example: 'simulations/results' },
  })
  const minutes = positiveNumber('minutes', flags.minutes ?? '120')
  const warmUpMinutes = positiveNumber('warm-up', flags['warm-up'] ?? String(Math.min(10, minutes / 4)))
  if (warmUpMinutes >= minutes) throw new UsageError(`--warm-up ${warmUpMinutes}: must be less than --minutes ${minutes}`)
  const customers = Math.round(positiveNumber('customers', flags.customers ?? '1000'))
  const asked = flags['events-per-second']
  const loadBefore = loadavg()
  const result = await runSoak({
    minutes, warmUpMinutes, customers, sampleSeconds: positiveNumber('sample-seconds', flags['sample-seconds'] ?? '60'), burstLives: positiveNumber('burst', flags.burst ?? '20000'),
    ...(asked === undefined ? {} : { eventsPerSecond: positiveNumber('events-per-second', asked) }),
    onSample: ({ atSeconds, heapBytes, errors, silentSeconds, eventLoopMaxSeconds }, faults) =>
      console.error(`${(atSeconds / 60).toFixed(1)} min: heap ${(heapBytes / 1e6).toFixed(1)} MB, loop held at most ${Math.round(eventLoopMaxSeconds * 1000)} ms, silent ${silentSeconds.toFixed(1)} s, ${errors} errors${faults.size === 0 ? '' : ` (so far: ${Array.from(faults, ([what, count]) => `${what} ${count}`).join('; ')})`}`),
  })
  const report: SoakReport = {
    command: ['npm run soak --', ...args].join(' '), at: new Date().toISOString(), node: process.version, cpu: `${cpus()[0]?.model.trim() ?? 'unknown'} × ${cpus().length}`,
    loadBefore, loadAfter: loadavg(), minutes, customers, ...result,
  }
  const text = soakText(report)
  console.log(text)
  const folder = flags.out ?? join(import.meta.dirname, '../../results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'soak.txt'), text)
  writeFileSync(join(folder, 'soak.json'), `${JSON.stringify(report, null, 2)}\n`)
  console.log(verdictLine(report))
  if (!report.verdict.flat || report.faults.length > 0) process.exitCode = 1
})
