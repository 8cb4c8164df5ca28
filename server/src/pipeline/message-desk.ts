import { randomUUID } from 'node:crypto'
import type { Display } from '@queuecast/client-sdk/protocol'
import { signWebhook } from '../access/index.ts'
import type { MessageAnswer } from '../delivery/http/index.ts'
import { isNearly, nextNotice, type NoticeKind, revisionOf } from '../delivery/outputs/index.ts'

export interface MessageDeskDeps {
  /** Where the center's own server takes messages that are due; undefined: nothing is ever sent. */
  address(center: string): string | undefined
  /** What requests to the center's own server are signed with. */
  secret(center: string): string
  /** Calls back with the current display and each change of it; returns the way out. */
  watch(center: string, contact: string, send: (display: Display) => void): () => void
  nowMs(): number
  fetch: typeof fetch
  /** Waits before the one repetition. */
  pause(ms: number): Promise<void>
  /** Names centers, never contacts. */
  report(event: 'message-not-taken', detail: Record<string, string | number>): void
}

/** Messages to customers who asked for them (SMS and its like), by way of the center's own server, which alone knows the number. */
export interface MessageDesk {
  /** The customer wants to be told by message, or no longer. */
  want(center: string, contact: string, wanted: boolean): MessageAnswer
  readonly size: number
  close(): void
}

interface Person { center: string; contact: string; sinceMs: number; sent: Set<NoticeKind>; revision?: string | undefined; seen: Display | undefined; waited: boolean; busy: boolean; leave(): void }

const REQUEST_LIMIT_MS = 8_000
const REPEAT_AFTER_MS = 2_000
const MOST_PEOPLE = 50_000
/** Who never came into the line is forgotten after that. */
const LONGEST_MS = 24 * 3_600_000
const OVER: ReadonlySet<Display['state']> = new Set(['answered', 'left', 'closed'])

/** Says when a message is due and what is in it (OU4); whoever sends it is the center's. In the memory of this node, until the wait is over. */
export function createMessageDesk(deps: MessageDeskDeps): MessageDesk {
  const people = new Map<string, Person>()

  function forget(name: string): void {
    people.get(name)?.leave()
    people.delete(name)
  }

  function forgetOld(): void {
    const nowMs = deps.nowMs()
    for (const [name, { sinceMs }] of people) {
      if (nowMs - sinceMs < LONGEST_MS) return
      forget(name)
    }
  }

  /** One message at a time; what changed meanwhile is looked at after it. */
  async function tell(name: string, person: Person): Promise<void> {
    while (!person.busy && people.get(name) === person && person.seen !== undefined) {
      const display: Display = person.seen
      const notice = nextNotice(display, person.sent, person.revision)
      if (notice === undefined) return
      person.busy = true
      person.sent.add(notice.kind)
      person.revision = revisionOf(display)
      // Who is told so now need not be told again.
      if (isNearly(display)) person.sent.add('nearly')
      await send(name, person, notice, display)
      person.busy = false
    }
  }

  async function send(name: string, person: Person, { kind, text }: { kind: NoticeKind; text: string }, { seq, text: { lang } }: Display): Promise<void> {
    const { center, contact } = person
    // The same id both times: a server that took the first and could not say so takes it once.
    const id = `msg_${randomUUID()}`
    const payload = { type: 'message.due', center, contact, notice: kind, text, lang, seq, dueAt: new Date(deps.nowMs()).toISOString() }
    let status = await post(center, id, payload)
    if (status === 0 || status === 429 || status >= 500) {
      await deps.pause(REPEAT_AFTER_MS)
      // The turn may have come: words about waiting would be late.
      if (people.get(name) !== person || person.seen?.state !== 'waiting') return
      status = await post(center, id, payload)
    }
    if (status < 200 || status >= 300) deps.report('message-not-taken', { center, notice: kind, status })
  }

  async function post(center: string, id: string, payload: object): Promise<number> {
    const url = deps.address(center)
    if (url === undefined) return 404
    const body = JSON.stringify(payload)
    try {
      const answer = await deps.fetch(url, {
        method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
        headers: { 'content-type': 'application/json', ...signWebhook(deps.secret(center), id, deps.nowMs(), body) },
      })
      await answer.body?.cancel()
      return answer.status
    } catch {
      return 0
    }
  }

  function begin(name: string, center: string, contact: string): void {
    const person: Person = { center, contact, sinceMs: deps.nowMs(), sent: new Set(), seen: undefined, waited: false, busy: false, leave: () => undefined }
    people.set(name, person)
    const leave = deps.watch(center, contact, (display) => {
      if (people.get(name) !== person) return
      // Unknown after a wait: it was erased, or is long over. Before it: it is still to come.
      if (OVER.has(display.state) || (person.waited && display.state === 'unknown' && !display.wait.known && display.wait.reason === 'unknown-contact')) return forget(name)
      person.waited ||= display.state !== 'unknown'
      person.seen = display
      tell(name, person).catch(() => forget(name))
    })
    // The first display may have come, and ended it, before there was a way out.
    if (people.get(name) === person) person.leave = leave
    else leave()
  }

  return {
    want(center, contact, wanted) {
      const name = `${center} ${contact}`
      if (!wanted) {
        forget(name)
        return { kind: 'noted' }
      }
      if (deps.address(center) === undefined) return { kind: 'not-offered' }
      forgetOld()
      if (people.has(name)) return { kind: 'noted' }
      if (people.size >= MOST_PEOPLE) return { kind: 'full' }
      begin(name, center, contact)
      return { kind: 'noted' }
    },
    get size() { return people.size },
    close() {
      for (const name of people.keys()) forget(name)
    },
  }
}
