import { contactEventSchema, type ContactEvent } from '../../contact-center/index.ts'
import type { CompiledMapping, CompiledRule, NamedValue } from './compile-mapping.ts'
import { ID_FIELDS } from './event-fields.ts'
import { listAt, type MappingFault, ValueFault } from './fault.ts'
import { snapshotQueues } from './snapshot-queues.ts'
import type { Helpers, Scope } from './value.ts'

/** One request, as far as a mapping sees it. Names of headers in lower case. */
export interface Payload {
  body: unknown
  headers: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  /** Epoch milliseconds. */
  receivedAtMs: number
  /** The name of the feed. */
  feed: string
  /** Hex SHA-256 of the raw body: the same payload sent again makes the same event ids. */
  digest: string
}

export interface Translation {
  events: ContactEvent[]
  /** What kept an event from being made, with the path in the mapping. */
  faults: MappingFault[]
  /** What the payload called itself, for counting. */
  kind: string
}

const MAX_EVENTS = 10_000
const MAX_FAULTS = 50
const DAY_MS = 86_400_000
const OPAQUE_ID = /^[\x21-\x22\x24\x26-\x2e\x30-\x3e\x40-\x7e]{1,128}$/
const EVENT_ID = /^[\x20-\x7e]{1,128}$/

/**
 * What a payload says, as contact events. Pure: the same payload under the same mapping gives the same events with the same ids,
 * whoever calls it and however often. A payload that no rule takes gives no events and no faults.
 */
export function translatePayload(mapping: CompiledMapping, payload: Payload, help: Helpers): Translation {
  const faults: MappingFault[] = []
  const events: ContactEvent[] = []
  const note = (error: unknown, path: string): void => {
    if (faults.length < MAX_FAULTS) faults.push(error instanceof ValueFault ? { path: error.path, problem: error.message } : { path, problem: 'is too deep or too large to be read' })
  }
  let scope: Scope = {
    body: payload.body, header: payload.headers, query: payload.query, feed: payload.feed, received: payload.receivedAtMs, digest: payload.digest.slice(0, 24),
  }
  for (const named of mapping.lets) {
    try {
      scope = withNamed(scope, [named], help)
    } catch (error) {
      note(error, named.path)
      scope = { ...scope, [named.name]: null }
    }
  }

  for (const [at, rule] of mapping.rules.entries()) {
    try {
      const items = rule.each === undefined ? [undefined] : listAt(rule.each(scope, help), `${rule.path}.each`)
      for (const [index, item] of items.entries()) {
        if (events.length >= MAX_EVENTS) throw new ValueFault(rule.path, `makes more than ${MAX_EVENTS} events of one payload`)
        try {
          const own = withNamed(rule.each === undefined ? scope : { ...scope, item }, rule.lets, help)
          // Events of one payload often share their instant; then ids say the order, as text.
          if (rule.when(own)) events.push(eventOf(rule, own, help, `${payload.digest.slice(0, 24)}-${String(at).padStart(3, '0')}-${String(index).padStart(5, '0')}`))
        } catch (error) {
          note(error, rule.path)
        }
      }
    } catch (error) {
      note(error, rule.path)
    }
  }
  return { events, faults, kind: kindOf(mapping, scope) }
}

function withNamed(scope: Scope, lets: readonly NamedValue[], help: Helpers): Scope {
  if (lets.length === 0) return scope
  const named: Record<string, unknown> = { ...scope }
  for (const { name, value } of lets) named[name] = value(named, help) ?? null
  return named
}

function eventOf(rule: CompiledRule, scope: Scope, help: Helpers, defaultId: string): ContactEvent {
  const made: Record<string, unknown> = { id: defaultId, type: rule.type, time: scope['received'] }
  for (const { name, path, value } of rule.fields) {
    const found = value(scope, help) ?? null
    if (found === null) continue
    made[name] = ID_FIELDS.has(name) ? idOf(found, path, help) : name === 'id' ? eventIdOf(found, help) : found
  }
  if (rule.type === 'feed.snapshot') {
    const { rows, covers, ...rest } = made
    return checked(rule, { ...rest, queues: snapshotQueues(rows, covers, (id) => idOf(id, `${rule.path}.emit.rows`, help)) })
  }
  const event = checked(rule, made)
  for (const field of ['time', 'since'] as const) {
    if (Number(made[field] ?? 0) > Number(scope['received']) + DAY_MS) throw new ValueFault(`${rule.path}.emit.${field}`, 'is more than a day ahead: check the unit, and the clock of the source')
  }
  return event
}

function checked(rule: CompiledRule, made: Record<string, unknown>): ContactEvent {
  const parsed = contactEventSchema.safeParse(made)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const [field, ...rest] = issue?.path ?? []
  const where = `${rule.path}.emit${field === undefined ? '' : `.${String(field)}`}`
  if (field !== undefined && made[String(field)] === undefined) throw new ValueFault(where, 'found nothing in this payload, and the event needs it')
  // The value is not repeated: it may be personal.
  throw new ValueFault(where, `${rest.length === 0 ? '' : `${rest.map(String).join('.')}: `}${issue?.message ?? 'is not valid'}`)
}

/** A vendor's id as one of ours. What cannot stand in a path becomes its hash, so that two ids never become one. */
function idOf(found: unknown, path: string, help: Helpers): string {
  if (typeof found !== 'string' && typeof found !== 'number') throw new ValueFault(path, 'must be a text or a number')
  const text = String(found)
  return OPAQUE_ID.test(text) ? text : help.hash(text)
}

function eventIdOf(found: unknown, help: Helpers): unknown {
  const text = typeof found === 'number' ? String(found) : found
  return typeof text !== 'string' || EVENT_ID.test(text) ? text : help.hash(text)
}

function kindOf(mapping: CompiledMapping, scope: Scope): string {
  try {
    const kind = mapping.kind?.(scope) ?? 'payload'
    return typeof kind === 'string' && /^[\w.:/ -]{1,80}$/.test(kind) ? kind : 'other'
  } catch {
    return 'other'
  }
}
