import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Charter, parseCharter, presetCharter, presetIds, type VerdictReport } from '../charter/index.ts'
import { type CenterConfig, faultLine, parseConfigFile } from '../config/index.ts'
import { archivedCenters } from '../promise-ledger/index.ts'
import { recomputeVerdicts } from './recompute-verdicts.ts'

const USAGE = `npm run verdict -- --archive DIR [--archive DIR…] [--configuration FILE | --charter FILE|NAME [--charter …]] [--center ID] [--ledger DIR] [--from DATE] [--to DATE] [--json]
  recomputes verdicts from archived events alone, with no server
  --archive  a node's folder of archived events (<data folder>/events), or one center's in it; of several nodes give several
  without more: judges by the charters as the center took them on, which the archive has too
  --configuration  as this configuration file of the server says instead
  --charter  a charter as JSON, as if it had always held; or a shipped one: ${presetIds().join(', ')}
  --ledger   <data folder>/ledger: what was told, and which charters applied, stands there only; without it rules on what was told rest on what was served first`

class UsageError extends Error {
  override name = 'UsageError'
}

function charterOf(name: string): Charter {
  const shipped = presetCharter(name)
  if (shipped !== undefined) return shipped
  let data: unknown
  try {
    data = JSON.parse(readFileSync(name, 'utf8'))
  } catch (error) {
    throw new UsageError(`--charter ${name}: it is no shipped charter, and no file that can be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = parseCharter(data)
  if (parsed.ok) return parsed.charter
  throw new UsageError(parsed.faults.map(({ path, message }) => `${name}: ${path} ${message}`).join('\n'))
}

/** The charters of a center as a configuration file has them; nothing else of the file is used, and no secret is read. */
function adoptedIn(path: string, center: string): CenterConfig['charters'] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`--configuration ${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = parseConfigFile(text)
  if (!parsed.ok) throw new UsageError(parsed.faults.map((fault) => `--configuration ${path}: ${faultLine(fault)}`).join('\n'))
  const found = parsed.file.centers.find(({ id }) => id === center)
  if (found === undefined) throw new UsageError(`--configuration ${path}: it has no center "${center}", only ${parsed.file.centers.map(({ id }) => id).join(', ')}`)
  return found.charters
}

function instantOf(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new UsageError(`${name} ${text}: give a date or RFC 3339`)
  return ms
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: {
    archive: { type: 'string', multiple: true }, configuration: { type: 'string' }, charter: { type: 'string', multiple: true }, center: { type: 'string' }, ledger: { type: 'string' },
    from: { type: 'string' }, to: { type: 'string' }, json: { type: 'boolean' },
  } })
  if (values.archive === undefined || (values.charter !== undefined && values.configuration !== undefined)) throw new UsageError(USAGE)
  const found = (await Promise.all(values.archive.map(archivedCenters))).flat()
  const centers = [...new Set(found.map(({ center }) => center))]
  const center = values.center ?? centers[0]
  if (center === undefined || !centers.includes(center) || (values.center === undefined && centers.length > 1)) {
    throw new UsageError(centers.length === 0 ? 'there is no archive in --archive' : `--center must be one of ${centers.join(', ')}`)
  }
  const [fromMs, toMs] = [instantOf(values.from, '--from'), instantOf(values.to, '--to')]
  const { report, replayed, contacts, toldFromLedger } = await recomputeVerdicts({
    center, archives: found.filter((one) => one.center === center).map(({ folder }) => folder), 
    ...(values.charter === undefined ? {} : { charters: values.charter.map(charterOf) }), ...(values.configuration === undefined ? {} : { adopted: adoptedIn(values.configuration, center) }),
    ...(values.ledger === undefined ? {} : { ledger: join(values.ledger, center) }), ...(fromMs === undefined ? {} : { fromMs }), ...(toMs === undefined ? {} : { toMs }),
  })
  if (values.json === true) return console.log(JSON.stringify({ center, contacts, entries: replayed.entries, erased: replayed.erased, toldFromLedger, ...report }, undefined, 1))
  console.log(`${center}: ${contacts} contacts out of ${replayed.entries} log entries${replayed.erased > 0 ? `, ${replayed.erased} facts erased` : ''}`)
  console.log(toldFromLedger ? 'what was told: from the ledger' : 'what was told: only what was served first (give --ledger for all of it)')
  if (report.otherCharters > 0) console.log(`${report.otherCharters} contacts were recorded under other versions of the charters than this configuration has: its history was changed afterwards`)
  for (const line of linesOf(report)) console.log(line)
}

const round = (value: number | undefined): string => (value === undefined ? '' : String(Math.round(value * 10_000) / 10_000))

function linesOf({ verdicts, totals }: VerdictReport): string[] {
  return [
    ...verdicts.map(({ charter, rule, window, status, reason, value, target, n }) =>
      [charter, rule, window.label, status, reason ?? '', `value ${round(value)}`, `target ${round(target)}`, `n ${n}`].join('\t')),
    ...totals.map(({ date, queue, field, ours, theirs, difference }) => `totals\t${date}\t${queue ?? 'all'}\t${field}\tours ${ours}\ttheirs ${theirs}\tdifference ${difference}`),
  ]
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = error instanceof UsageError ? 2 : 1
})
