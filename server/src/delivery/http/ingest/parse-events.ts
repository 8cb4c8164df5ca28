import type { ContactEvent } from '../../../contact-center/index.ts'
import { makeProblem, type Problem } from '../problem.ts'
import { cloudEventSchema, unwrapCloudEvent } from './cloud-event.ts'
import { checkEvent } from './compiled-event.ts'
import { problemOfZodError } from './event-problem.ts'
import { futureInstant } from './future-instant.ts'
import { decodeUtf8, eventMediaType, readCandidates, tooManyEvents } from './read-candidates.ts'
import { SentFields } from './sent-fields.ts'

/** One event that was not taken. `index` counts from 0 in a batch; in NDJSON it is the line, from 1. */
export interface RejectedEvent { index: number; problem: Problem }

export type ParsedEvents =
  /** `batchJson`: `{"events":[…]}` as JSON, where the body is known to be just that, so that nobody need write it again. */
  | { ok: true; events: ContactEvent[]; rejected: RejectedEvent[]; unknownFields: number; batchJson?: string }
  /** Nothing of the body can be used. */
  | { ok: false; problem: Problem; rejected: RejectedEvent[] }

export interface ParseLimits { nowMs: number; maxEvents: number }

/**
 * Reads the events of a request body. Pure. Each bad event is rejected alone; unknown fields are dropped and counted. A name that
 * stands twice in an object counts with its last value, as everywhere in JSON.
 */
export function parseEvents(bytes: Uint8Array, contentType: string | undefined, { nowMs, maxEvents }: ParseLimits): ParsedEvents {
  const media = eventMediaType(contentType)
  if (!media.ok) return nothing(media.problem)
  const text = decodeUtf8(bytes)
  if (text === undefined) return nothing(makeProblem('malformed-body', 'the body is not UTF-8', { fix: 'encode it as UTF-8' }))
  const candidates = readCandidates(text, media.type, maxEvents)
  if (!candidates.ok) return nothing(candidates.problem)
  if (candidates.items.length > maxEvents) return nothing(tooManyEvents(maxEvents, String(candidates.items.length)))

  const events: ContactEvent[] = []
  const rejected: RejectedEvent[] = []
  const fields = new SentFields()
  for (const candidate of candidates.items) {
    const read = 'problem' in candidate ? candidate : readEvent(candidate.value, candidates.cloudEvents, nowMs, fields)
    if ('problem' in read) rejected.push({ index: candidate.index, problem: read.problem })
    else events.push(read.event)
  }
  if (events.length > 0) {
    const batchJson = media.type === 'application/json' && rejected.length === 0 ? batchJsonOf(text, events.length, fields.jsonLength) : undefined
    return { ok: true, events, rejected, unknownFields: fields.unknown, ...(batchJson === undefined ? {} : { batchJson }) }
  }
  const [first] = rejected
  if (first === undefined) return nothing(makeProblem('nothing-usable', 'there is no event in the body', { fix: 'send at least one event' }))
  return { ok: false, rejected, problem: makeProblem('nothing-usable', `none of ${rejected.length} can be taken; the first (${first.index}): ${first.problem.detail}`, {
    ...(first.problem.field === undefined ? {} : { field: first.problem.field }), ...(first.problem.fix === undefined ? {} : { fix: first.problem.fix }),
  }) }
}

const BATCH_FRAME = '{"events":[]}'

/** The body as a batch, where nothing stands in it but the events, which have `eventsLength` characters as the shortest JSON. */
function batchJsonOf(text: string, events: number, eventsLength: number): string | undefined {
  if (text.length === BATCH_FRAME.length + eventsLength + events - 1) return text
  return events === 1 && text.length === eventsLength ? `{"events":[${text}]}` : undefined
}

function readEvent(value: unknown, cloudEvent: boolean, nowMs: number, fields: SentFields): { event: ContactEvent } | { problem: Problem } {
  let raw = value
  if (cloudEvent) {
    const envelope = cloudEventSchema.safeParse(value)
    if (!envelope.success) return { problem: problemOfZodError(envelope.error) }
    raw = unwrapCloudEvent(envelope.data)
  }
  const parsed = checkEvent(raw)
  if (!parsed.success) return { problem: problemOfZodError(parsed.error) }
  const event = parsed.data
  const late = futureInstant(event, nowMs)
  if (late !== undefined) {
    return { problem: makeProblem('invalid-event', `${late} is more than a day in the future`, { field: late, fix: 'send epoch milliseconds or RFC 3339 with an offset, and check the clock of the source' }) }
  }
  fields.add(raw, event)
  return { event }
}

const nothing = (problem: Problem): ParsedEvents => ({ ok: false, problem, rejected: [] })
