import { createHash, createHmac } from 'node:crypto'
import type { ContactEvent } from '@queuecast/server/contact-center'
import { amazonConnectSource } from '@queuecast/server/feeds/amazon-connect'
import { createFreeSwitchTranslator } from '@queuecast/server/feeds/freeswitch'
import { createGenesysTranslator } from '@queuecast/server/feeds/genesys-cloud'
import { whatsappSource } from '@queuecast/server/feeds/whatsapp'
import { type Payload, queueFinder, readBody, resolveMapping, type Translation, translatePayload } from '@queuecast/server/feeds/webhook'

/** How a vendor's recording is read. `queues`: a vendor's name of a queue → ours. */
export interface HistoryOptions {
  format: 'webhook' | 'amazon-connect' | 'whatsapp' | 'genesys-cloud' | 'freeswitch'
  /** A shipped mapping's name, or a mapping file's, for `webhook`. */
  mapping?: string
  queues: Readonly<Record<string, string>>
  readFile(path: string): string
  nowMs: number
}
export interface HistoryCounts { payloads: number; withoutEvents: number; faults: number; contactEvents: number }

interface Line { body: unknown; receivedAtMs: number; headers: Record<string, string>; raw: string }
type Translate = (line: Line) => Pick<Translation, 'events' | 'faults'>

/**
 * A vendor's payloads of the past, one a line, as contact events, sorted by (time, id): through the translation that the server uses
 * live. A line is a payload itself, or `{"receivedAt": …, "headers": {…}, "body": …}` where the time of receipt or a header matters;
 * the body of a form is a text. Ids that a server would hash by its own key are hashed by a fixed one: they only tell contacts apart.
 */
export function vendorHistory(ndjson: string, options: HistoryOptions): { events: ContactEvent[]; counts: HistoryCounts } {
  const translate = translatorOf(options)
  const counts: HistoryCounts = { payloads: 0, withoutEvents: 0, faults: 0, contactEvents: 0 }
  const events = new Map<string, ContactEvent>()
  for (const [index, text] of ndjson.split('\n').entries()) {
    if (text.trim() === '') continue
    counts.payloads += 1
    const made = translate(lineOf(text, index + 1, options.nowMs))
    counts.faults += made.faults.length
    if (made.events.length === 0) counts.withoutEvents += 1
    // The same delivery twice is one event.
    for (const event of made.events) events.set(event.id, event)
  }
  const sorted = [...events.values()].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
  counts.contactEvents = sorted.length
  return { events: sorted, counts }
}

const opaque = (text: string): string => `h-${createHmac('sha256', 'import').update(text).digest('base64url').slice(0, 22)}`
const payloadOf = ({ body, headers, receivedAtMs, raw }: Line): Payload => ({ body, headers, query: {}, receivedAtMs, feed: 'import', digest: createHash('sha256').update(raw).digest('hex') })

function translatorOf({ format, mapping, queues, readFile }: HistoryOptions): Translate {
  const waiting = new Map<string, string>()
  const help = { hash: opaque, queue: queueFinder(queues), waits: (contact: string, queue?: string) => waiting.has(contact) && (queue === undefined || waiting.get(contact) === queue) }
  /** Who waits by what was read so far, as a live node would know it. */
  const noting = (translate: Translate): Translate => (line) => {
    const made = translate(line)
    for (const event of made.events) {
      if (event.type === 'contact.queued') waiting.set(event.contact, event.queue)
      else if (event.type === 'contact.answered' || event.type === 'contact.abandoned' || (event.type === 'contact.replied' && event.by === 'human')) waiting.delete(event.contact)
    }
    return made
  }
  switch (format) {
    case 'webhook': {
      const resolved = resolveMapping(mapping?.endsWith('.json') === true ? { file: mapping } : mapping, readFile)
      if (!resolved.ok) throw new Error(`--mapping ${mapping ?? ''}: ${resolved.faults.map(({ path, problem }) => `${path} ${problem}`.trim()).join('; ')}`)
      const { file } = resolved.mapping
      return (line) => {
        const read = typeof line.body === 'string' ? readBody(Buffer.from(line.body), file.body) : { ok: true as const, body: line.body }
        return read.ok ? translatePayload(resolved.mapping, payloadOf({ ...line, body: read.body }), help) : { events: [], faults: [{ path: 'body', problem: read.problem }] }
      }
    }
    case 'amazon-connect': {
      const source = amazonConnectSource()
      return noting((line) => source.translate(payloadOf(line), help))
    }
    case 'whatsapp': {
      const source = whatsappSource({ appSecrets: [], verifyToken: undefined, repliesFrom: 'statuses' })
      return noting((line) => source.translate(payloadOf(line), help))
    }
    case 'genesys-cloud': {
      const translator = createGenesysTranslator({ queueIds: queues })
      return ({ body, receivedAtMs }) => ({ events: [...frameOr(body, (topic, inner) => translator.frame(topic, inner, receivedAtMs), () => translator.conversation(body, receivedAtMs))], faults: [] })
    }
    case 'freeswitch': {
      const translator = createFreeSwitchTranslator({ idPrefix: 'import', agentIdOf: opaque, ...(Object.keys(queues).length === 0 ? {} : { queueIds: queues }) })
      return ({ body, receivedAtMs }) => ({ events: typeof body === 'object' && body !== null ? translator.event(body as Record<string, string>, receivedAtMs) : [], faults: [] })
    }
    default:
      return format satisfies never
  }
}

/** A notification with its topic, or a conversation as it was asked for. */
function frameOr(body: unknown, frame: (topic: string, inner: unknown) => ContactEvent[], bare: () => ContactEvent[]): ContactEvent[] {
  if (typeof body === 'object' && body !== null && 'topicName' in body && typeof body.topicName === 'string' && 'eventBody' in body) return frame(body.topicName, body.eventBody)
  return bare()
}

function lineOf(text: string, number: number, nowMs: number): Line {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(`line ${number}: not JSON; each line is one payload, or {"receivedAt", "headers", "body"} around it`, { cause: error })
  }
  if (typeof value !== 'object' || value === null || !('body' in value) || !('receivedAt' in value)) return { body: value, receivedAtMs: nowMs, headers: {}, raw: text }
  const receivedAtMs = typeof value.receivedAt === 'number' ? value.receivedAt : Date.parse(String(value.receivedAt))
  if (Number.isNaN(receivedAtMs)) throw new Error(`line ${number}: receivedAt must be an RFC 3339 instant or epoch milliseconds`)
  const headers = 'headers' in value && typeof value.headers === 'object' && value.headers !== null ? value.headers : {}
  return { body: value.body, receivedAtMs, raw: JSON.stringify(value.body), headers: Object.fromEntries(Object.entries(headers).map(([name, header]) => [name.toLowerCase(), String(header)])) }
}
