import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { positiveNumber, readFlags, runCommand, UsageError } from '../command-line/index.ts'
import { FAULTS } from './faults.ts'
import type { FaultResult } from './fault.ts'
import { eachOf } from './kit/http.ts'
import { faultLine, faultsText, type FaultsReport } from './report.ts'
import { runFault } from './run-fault.ts'

await runCommand(async () => {
  const args = process.argv.slice(2)
  const flags = readFlags(args, {
    fault: { example: 'server-kill,redis-kill' }, runs: { example: '3' }, seed: { example: '1' },
    short: { example: '', isSwitch: true }, skip: { example: 'torn-write', oneOf: FAULTS.map(({ name }) => name) }, jobs: { example: '3' }, customers: { example: '10000' }, out: { example: 'simulations/results' },
  })
  const runs = positiveNumber('runs', flags.runs ?? '1')
  const seed = positiveNumber('seed', flags.seed ?? '1')
  const scale = flags.short === undefined ? 'long' : 'short'
  const customers = flags.customers === undefined ? {} : { customers: positiveNumber('customers', flags.customers) }
  const loadBefore = loadavg()
  const named = flags.fault?.split(',')
  const unknown = named?.find((name) => !FAULTS.some((fault) => fault.name === name))
  if (unknown !== undefined) throw new UsageError(`--fault ${unknown}: must be some of ${FAULTS.map(({ name }) => name).join(',')}`)
  const wanted = FAULTS.filter(({ name }) => named?.includes(name) !== false && name !== flags.skip)
  const done = new Map<string, FaultResult>()
  // They mostly wait, so some may run beside each other, each on servers of its own.
  await eachOf(wanted, positiveNumber('jobs', flags.jobs ?? '1'), async (fault) => {
    const result = await runFault(fault, { runs, seed, scale, ...customers })
    done.set(fault.name, result)
    console.error(faultLine(result))
  })
  const results = wanted.flatMap(({ name }) => done.get(name) ?? [])
  const report: FaultsReport = {
    command: ['npm run faults --', ...args].join(' '), at: new Date().toISOString(), node: process.version,
    cpu: `${cpus()[0]?.model.trim() ?? 'unknown'} × ${cpus().length}`, loadBefore, loadAfter: loadavg(), results,
  }
  const text = faultsText(report)
  console.log(text)
  // One fault alone is no result to keep, unless a folder is named for it.
  const folder = flags.out ?? (flags.fault === undefined ? join(import.meta.dirname, '../../results') : undefined)
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'faults.txt'), text)
    writeFileSync(join(folder, 'faults.json'), `${JSON.stringify(report, null, 2)}\n`)
  }
  if (results.some((result) => result.runs.some(({ violations }) => violations.length > 0))) process.exitCode = 1
  process.exit()
})
