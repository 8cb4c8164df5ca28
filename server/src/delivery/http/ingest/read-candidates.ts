import { makeProblem, type Problem } from '../problem.ts'
import { locateJsonFault } from './locate-json-fault.ts'

/** The content types that events are taken in. */
export const EVENT_MEDIA_TYPES = [
  'application/json', 'application/x-ndjson', 'application/cloudevents+json', 'application/cloudevents-batch+json',
] as const
export type EventMediaType = (typeof EVENT_MEDIA_TYPES)[number]

/** One thing of a body that may be an event. `index` counts from 0 in a batch; in NDJSON it is the line, from 1. */
export type Candidate = { index: number; value: unknown } | { index: number; problem: Problem }
export type Candidates = { ok: true; cloudEvents: boolean; items: Candidate[] } | { ok: false; problem: Problem }

/** The media type of a `Content-Type` header, or the problem with it. Parameters other than a charset do not matter. */
export function eventMediaType(contentType: string | undefined): { ok: true; type: EventMediaType } | { ok: false; problem: Problem } {
  if (contentType === 'application/json') return { ok: true, type: contentType }
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';').map((part) => part.trim())
  const known = EVENT_MEDIA_TYPES.find((media) => media === type)
  const fix = `send one of ${EVENT_MEDIA_TYPES.join(', ')}, in UTF-8`
  if (known === undefined) {
    return { ok: false, problem: makeProblem('unsupported-media-type', type === '' ? 'the request has no Content-Type' : `${type} is not taken`, { field: 'Content-Type', fix }) }
  }
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '')
  if (charset !== undefined && !['utf-8', 'utf8', 'us-ascii'].includes(charset)) {
    return { ok: false, problem: makeProblem('unsupported-media-type', `the charset ${charset} is not taken`, { field: 'Content-Type', fix }) }
  }
  return { ok: true, type: known }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Decodes UTF-8 strictly and without a byte order mark; undefined where it is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** Takes a body apart into what may be events, without looking into them. A body of more than `maxEvents` lines is not read line by line. */
export function readCandidates(text: string, type: EventMediaType, maxEvents: number): Candidates {
  if (text.trim() === '') return { ok: false, problem: makeProblem('nothing-usable', 'the body is empty', { fix: 'send at least one event' }) }
  if (type === 'application/x-ndjson') {
    const lines = ndjsonLines(text, maxEvents)
    return lines === undefined ? { ok: false, problem: tooManyEvents(maxEvents) } : { ok: true, cloudEvents: false, items: lines.map(readLine) }
  }
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed
  const { value } = parsed
  switch (type) {
    case 'application/json': {
      const events = isRecord(value) ? value['events'] : undefined
      if (Array.isArray(events)) return list(events, false)
      if (isRecord(value) && events === undefined && 'type' in value) return list([value], false)
      return notABatch('events', 'the body must be {"events": [ … ]} or one event', Array.isArray(value) ? 'put the list into {"events": [ … ]}' : 'send {"events": [ … ]}')
    }
    case 'application/cloudevents+json':
      return isRecord(value) ? list([value], true) : notABatch(undefined, 'the body must be one CloudEvent', 'send a list as application/cloudevents-batch+json')
    case 'application/cloudevents-batch+json':
      return Array.isArray(value) ? list(value, true) : notABatch(undefined, 'the body must be a list of CloudEvents', 'send one alone as application/cloudevents+json')
    default:
      return type satisfies never
  }
}

interface Line { index: number; text: string }

/** Lines that are not blank, numbered from 1; undefined where there are more than `max`: telling what is wrong with each of millions would hold up everybody. */
function ndjsonLines(text: string, max: number): Line[] | undefined {
  const lines: Line[] = []
  let from = 0
  for (let index = 1; from <= text.length; index += 1) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end < 0 ? undefined : end)
    if (line.trim() !== '') lines.push({ index, text: line })
    if (lines.length > max) return undefined
    from = end < 0 ? text.length + 1 : end + 1
  }
  return lines
}

function readLine({ index, text }: Line): Candidate {
  const parsed = parseJson(text)
  return parsed.ok ? { index, value: parsed.value } : { index, problem: parsed.problem }
}

export const tooManyEvents = (maxEvents: number, has = `more than ${maxEvents}`): Problem =>
  makeProblem('too-many-events', `the batch has ${has} events`, { fix: `send at most ${maxEvents} at once` })

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; problem: Problem } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    const fault = locateJsonFault(text)
    const where = fault === undefined ? 'it cannot be read as JSON' : `line ${fault.line}, column ${fault.column}: ${fault.problem}`
    return { ok: false, problem: makeProblem('malformed-json', where, { fix: 'send complete JSON; where it may be cut off, send it again whole' }) }
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (values: unknown[], cloudEvents: boolean): Candidates => ({ ok: true, cloudEvents, items: values.map((value, index) => ({ index, value })) })
const notABatch = (field: string | undefined, detail: string, fix: string): Candidates =>
  ({ ok: false, problem: makeProblem('malformed-body', detail, { ...(field === undefined ? {} : { field }), fix }) })
