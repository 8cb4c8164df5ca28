import * as z from 'zod'
import type { CenterFact } from '../contact-center/index.ts'
import type { EncodedPoolForecast } from '../wait-forecast/index.ts'
import { unpackFacts } from './pack-facts.ts'

/** The version of the entry format written here; a node that meets a larger one stops being ready, never skips. 2: events that came together are one item. */
export const ENTRY_FORMAT = 2

/** One fact with the center it belongs to. */
export interface LoggedFact { center: string; fact: CenterFact }

/** What an entry of the log holds, as it is read. Facts are grouped: one entry for all that arrived since the last flush. */
export type Entry =
  | { f: number; kind: 'facts'; items: LoggedFact[] }
  | { f: number; kind: 'clock' }
  | { f: number; kind: 'forecast'; pools: EncodedPoolForecast[] }

const envelopeSchema = z.looseObject({ f: z.number().int(), kind: z.enum(['facts', 'clock', 'forecast']) })

export type DecodedEntry = { ok: true; entry: Entry } | { ok: false; why: 'newer-format' | 'malformed' }

/** Facts were checked when they came in; here only the envelope is, so that reading the log stays cheap. */
export function decodeEntry(body: string): DecodedEntry {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return { ok: false, why: 'malformed' }
  }
  const envelope = envelopeSchema.safeParse(parsed)
  if (!envelope.success) {
    const newer = typeof parsed === 'object' && parsed !== null && 'f' in parsed && typeof parsed.f === 'number' && parsed.f > ENTRY_FORMAT
    return { ok: false, why: newer ? 'newer-format' : 'malformed' }
  }
  if (envelope.data.f > ENTRY_FORMAT) return { ok: false, why: 'newer-format' }
  return { ok: true, entry: withEachFact(parsed as Entry) }
}

/** Items of facts as `packFacts` wrote them, taken apart again. */
const withEachFact = (entry: Entry): Entry =>
  (entry.kind === 'facts' && Array.isArray(entry.items) ? { ...entry, items: unpackFacts(entry.items) as LoggedFact[] } : entry)

export const encodeEntry = (entry: Entry): string => JSON.stringify(entry)
