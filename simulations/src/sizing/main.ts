import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { positiveNumber, readFlags, runCommand } from '../command-line/index.ts'
import { readCosts } from './costs.ts'
import { EVENTS_A_CONTACT } from './events-a-contact.ts'
import { LOADS, STORE_DAYS } from './loads.ts'
import { sizingText } from './sizing-text.ts'

const RESULTS = join(import.meta.dirname, '../../results')

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), { events: { example: '2000' }, ended: { example: '300' }, waiting: { example: '10000' }, connected: { example: '10000' }, displays: { example: '0.33' }, 'store-days': { example: '35' } })
  const resultOf = (bench: string) => JSON.parse(readFileSync(join(RESULTS, `bench-${bench}.json`), 'utf8')) as { at: string; loadBefore: number[]; rows: { figure: string; value: number }[] }
  const [center, sustained, ledger] = [resultOf('center'), resultOf('sustained'), resultOf('ledger')]
  const soak = JSON.parse(readFileSync(join(RESULTS, 'soak.json'), 'utf8')) as { at: string; bytesPerKept: number }
  const costs = readCosts({ center: center.rows, sustained: sustained.rows, ledger: ledger.rows, soak })
  const asked = flags.events === undefined && flags.ended === undefined && flags.waiting === undefined && flags.connected === undefined
    ? LOADS
    : [{
      name: 'yours', eventsPerSecond: positiveNumber('events', flags.events ?? '1'),
      endedPerSecond: flags.ended === undefined ? positiveNumber('events', flags.events ?? '1') / EVENTS_A_CONTACT : positiveNumber('ended', flags.ended), waiting: positiveNumber('waiting', flags.waiting ?? '1'),
      connected: positiveNumber('connected', flags.connected ?? flags.waiting ?? '1'), displaysPerCustomerPerSecond: positiveNumber('displays', flags.displays ?? '0.33'), storeDays: positiveNumber('store-days', flags['store-days'] ?? String(STORE_DAYS)),
    }]
  const text = `sizing: npm run sizing\nwith the costs of bench-center of ${center.at} (machine's load ${center.loadBefore.join(' ')}), of bench-sustained of ${sustained.at} (${sustained.loadBefore.join(' ')}), of bench-ledger of ${ledger.at} and the memory of ended contacts of the soak of ${soak.at}\n\n${sizingText(asked, costs)}\n`
  console.log(text)
  if (asked === LOADS) writeFileSync(join(RESULTS, 'sizing.txt'), text)
})
