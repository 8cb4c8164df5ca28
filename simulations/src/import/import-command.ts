import { existsSync, readFileSync } from 'node:fs'
import { given, readFlags, UsageError } from '../command-line/index.ts'
import { asteriskEvents } from './asterisk-ami.ts'
import { queueLogEvents } from './asterisk-queue-log.ts'
import { bankEvents } from './bank-tsv.ts'
import { writeEvents } from './event-lines.ts'

const FORMATS = { 'asterisk-ami': asteriskEvents, 'asterisk-queue-log': queueLogEvents, bank: bankEvents } as const

/** `npm run import`: reads a vendor's recording, writes contact events, prints what was counted. Errors name the flag. */
export async function importCommand(args: readonly string[], print: (line: string) => void): Promise<void> {
  const flags = readFlags(args, {
    format: { example: 'asterisk-ami', required: true, oneOf: Object.keys(FORMATS) },
    in: { example: 'recording.jsonl', required: true },
    out: { example: 'events.jsonl', required: true },
  })
  const input = given(flags.in)
  if (!existsSync(input)) throw new UsageError(`--in ${input}: there is no such file`)
  let imported: { events: ReturnType<typeof bankEvents>['events']; counts: object }
  try {
    imported = FORMATS[given(flags.format) as keyof typeof FORMATS](readFileSync(input, 'utf8'))
  } catch (error) {
    throw new Error(`--in ${input}: ${(error as Error).message}`, { cause: error })
  }
  await writeEvents(given(flags.out), imported.events)
  for (const [what, count] of Object.entries(imported.counts)) print(`${String(count).padStart(8)}  ${what}`)
  print(`${String(imported.events.length).padStart(8)}  events written to ${given(flags.out)}`)
}
