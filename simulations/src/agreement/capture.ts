import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContactEvent } from '@queuecast/server/contact-center'
import { queueIdOf } from '@queuecast/server/feeds/asterisk-ami'
import { asteriskEvents } from '../import/index.ts'

/** Asterisk's own line at one moment: what a QueueStatus asked at `askedAtMs` and received at `receivedAtMs` said. */
export interface StatusReply { askedAtMs: number; receivedAtMs: number; queues: { queue: string; /** Head first. */ contacts: string[] }[] }

/** What truly happened to one caller, as its own driver saw it. Epoch milliseconds. */
export interface Caller { contact: string; outcome: string; joinedAtMs?: number; connectedAtMs?: number; abandonedAtMs?: number; completedAtMs?: number }

/** A recorded Asterisk run: our translation of its events, and two independent witnesses of the same run. */
export interface Capture { events: ContactEvent[]; replies: StatusReply[]; callers: Caller[] }

type Json = Record<string, unknown>

function jsonLines(file: string): Json[] {
  if (!existsSync(file)) throw new Error(`${file}: there is no such file; --capture names a folder with ami-queuepos.jsonl, queue-status.jsonl and calls.jsonl`)
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Json)
}

const millis = (seconds: unknown): number | undefined => (typeof seconds === 'number' ? seconds * 1000 : undefined)

interface EntryRow { Uniqueid: string; Position: string }

function statusReply(row: Json): StatusReply {
  const queues = Object.entries(row['queues'] as Record<string, { entries: EntryRow[] }>).map(([name, { entries }]) => ({
    queue: queueIdOf(name),
    contacts: [...entries].sort((a, b) => Number(a.Position) - Number(b.Position)).map((entry) => entry.Uniqueid),
  }))
  const receivedAtMs = millis(row['t']) ?? 0
  return { askedAtMs: millis(row['t_sent']) ?? receivedAtMs, receivedAtMs, queues }
}

function caller(row: Json): Caller | undefined {
  if (typeof row['uniqueid'] !== 'string') return undefined
  const at = (name: string, field: string): object => {
    const instant = millis(row[field])
    return instant === undefined ? {} : { [name]: instant }
  }
  return {
    contact: row['uniqueid'], outcome: String(row['outcome']), ...at('joinedAtMs', 't_join'), ...at('connectedAtMs', 't_connect'),
    ...at('abandonedAtMs', 't_abandon'), ...at('completedAtMs', 't_complete'),
  }
}

export function readCapture(folder: string): Capture {
  return {
    events: asteriskEvents(readFileSync(join(folder, 'ami-queuepos.jsonl'), 'utf8')).events,
    replies: jsonLines(join(folder, 'queue-status.jsonl')).filter((row) => row['action'] === 'QueueStatus').map((row) => statusReply(row)),
    callers: jsonLines(join(folder, 'calls.jsonl')).flatMap((row) => caller(row) ?? []),
  }
}
