import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createContactCenter, type ContactEvent } from '../../../contact-center/index.ts'
import { compileMapping, type CompiledMapping } from '../compile-mapping.ts'
import { queueFinder } from '../queue-names.ts'
import { isShipped, shippedMappingText } from '../shipped.ts'
import { translatePayload, type Translation } from '../translate.ts'

export const RECEIVED_MS = Date.parse('2026-11-22T10:00:00Z')
export const testHash = (text: string): string => `h-${createHmac('sha256', 'test key').update(text).digest('base64url').slice(0, 22)}`

/** A shipped mapping by name, or a mapping as it is written; throws its faults. */
export function compiled(mapping: unknown): CompiledMapping {
  const raw: unknown = typeof mapping === 'string' && isShipped(mapping) ? JSON.parse(shippedMappingText(mapping)) : mapping
  const result = compileMapping(raw)
  if (!result.ok) throw new Error(JSON.stringify(result.faults, undefined, 1))
  return result.mapping
}

export interface TryOptions { queues?: Record<string, string>; headers?: Record<string, string>; feed?: string; receivedAtMs?: number }

export function tried(mapping: unknown, body: unknown, { queues, headers = {}, feed = 'src', receivedAtMs = RECEIVED_MS }: TryOptions = {}): Translation {
  return translatePayload(compiled(mapping), {
    body, headers, query: {}, receivedAtMs, feed, digest: digestOf(body),
  }, { hash: testHash, queue: queueFinder(queues) })
}

function digestOf(body: unknown): string {
  try {
    return createHash('sha256').update(JSON.stringify(body) ?? '').digest('hex')
  } catch {
    // Too deep to be written.
    return 'f'.repeat(64)
  }
}

/** The events of a payload that must be understood whole. */
export function eventsOf(mapping: unknown, body: unknown, options?: TryOptions): ContactEvent[] {
  const { events, faults } = tried(mapping, body, options)
  if (faults.length > 0) throw new Error(JSON.stringify(faults))
  return events
}

/** A payload in the vendor's own form. */
export const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as Record<string, unknown>

/** A center that folds what a mapping makes of payloads, each received a second after the one before. */
export class FoldedFeed {
  readonly fold = createContactCenter({
    id: 'acme', generation: 1, name: {}, languages: ['en'], timeZone: 'Europe/Brussels', show: 'both', public: false, purpose: 'test', queues: [], feeds: [],
  })
  readonly #mapping: string
  readonly #options: TryOptions
  #nowMs: number
  #count = 0

  constructor(mapping: string, options: TryOptions = {}) {
    this.#mapping = mapping
    this.#options = options
    this.#nowMs = options.receivedAtMs ?? RECEIVED_MS
  }

  receive(...bodies: unknown[]): this {
    for (const body of bodies) {
      this.#nowMs += 1000
      for (const event of eventsOf(this.#mapping, body, { ...this.#options, receivedAtMs: this.#nowMs })) {
        this.#count += 1
        this.fold.apply({ kind: 'event', feed: 'src', receivedAtMs: this.#nowMs, event }, { ms: this.#nowMs, position: `${this.#nowMs}-0/${this.#count}` })
      }
    }
    return this
  }

  line(queue: string): string[] {
    return Array.from(this.fold.queue(queue)?.line ?? [], (key) => key.contact)
  }

  phase(contact: string): unknown {
    const phase = this.fold.contact(contact)?.phase
    return phase?.kind === 'ended' ? `ended: ${phase.outcome}` : phase?.kind
  }
}
