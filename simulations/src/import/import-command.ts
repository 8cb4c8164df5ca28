import { existsSync, readFileSync } from 'node:fs'
import { given, readFlags, UsageError } from '../command-line/index.ts'
import { asteriskEvents } from './asterisk-ami.ts'
import { queueLogEvents } from './asterisk-queue-log.ts'
import { bankEvents } from './bank-tsv.ts'
import { writeEvents } from './event-lines.ts'
import { vendorHistory } from './vendor-history.ts'

const VENDORS = ['webhook', 'amazon-connect', 'whatsapp', 'genesys-cloud', 'freeswitch'] as const
const FORMATS = { 'asterisk-ami': asteriskEvents, 'asterisk-queue-log': queueLogEvents, bank: bankEvents } as const

/** `npm run import`: reads a vendor's recording, writes contact events, prints what was counted. Errors name the flag. */
export async function importCommand(args: readonly string[], print: (line: string) => void): Promise<void> {
  const flags = readFlags(args, {
    format: { example: 'asterisk-ami', required: true, oneOf: [...Object.keys(FORMATS), ...VENDORS] },
    in: { example: 'recording.jsonl', required: true },
    out: { example: 'events.jsonl', required: true },
    mapping: { example: 'chatwoot (or mapping.json)' },
    queues: { example: 'queues.json' },
  })
  const input = given(flags.in)
  if (!existsSync(input)) throw new UsageError(`--in ${input}: there is no such file`)
  let imported: { events: ReturnType<typeof bankEvents>['events']; counts: object }
  try {
    const text = readFileSync(input, 'utf8')
    const vendor = VENDORS.find((name) => name === flags.format)
    imported = vendor === undefined ? FORMATS[given(flags.format) as keyof typeof FORMATS](text)
      : vendorHistory(text, { format: vendor, ...(flags.mapping === undefined ? {} : { mapping: flags.mapping }), queues: queuesOf(flags.queues), readFile: (path) => readFileSync(path, 'utf8'), nowMs: Date.now() })
  } catch (error) {
    throw new Error(`--in ${input}: ${(error as Error).message}`, { cause: error })
  }
  await writeEvents(given(flags.out), imported.events)
  for (const [what, count] of Object.entries(imported.counts)) print(`${String(count).padStart(8)}  ${what}`)
  print(`${String(imported.events.length).padStart(8)}  events written to ${given(flags.out)}`)
}

/** A file of `{"the vendor's name of a queue": "ours"}`. */
function queuesOf(file: string | undefined): Record<string, string> {
  if (file === undefined) return {}
  if (!existsSync(file)) throw new UsageError(`--queues ${file}: there is no such file; it holds {"the vendor's name of a queue": "our id"}`)
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof value !== 'object' || value === null || Object.values(value).some((id) => typeof id !== 'string')) throw new UsageError(`--queues ${file}: must hold {"the vendor's name of a queue": "our id"}`)
  return value as Record<string, string>
}
