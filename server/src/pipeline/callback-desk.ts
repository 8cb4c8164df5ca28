import { randomUUID } from 'node:crypto'
import { signWebhook } from '../access/index.ts'
import type { ContactView, LiveCenter, QueueView } from '../contact-center/index.ts'
import type { CallbackAnswer, CallbackWish } from '../delivery/http/index.ts'

export interface CallbackDeskDeps {
  live(center: string): LiveCenter | undefined
  /** What requests to the center's own server are signed with. */
  secret(center: string): string
  nowMs(): number
  fetch: typeof fetch
  /** Names centers and queues, never contacts. */
  report(event: 'callback-not-taken', detail: Record<string, string | number>): void
}

const REQUEST_LIMIT_MS = 8_000
/** A second press within this does not ask again. */
const SAME_WISH_MS = 60_000

/** Carries a customer's wish for a callback to the center's server, signed. Only the center's events confirm it. */
export function createCallbackDesk(deps: CallbackDeskDeps): (center: string, contact: string, wish: CallbackWish) => Promise<CallbackAnswer> {
  const asked = new Map<string, number>()

  return async (center, contact, wish) => {
    const live = deps.live(center)
    const view = live?.contact(contact)
    const queue = live === undefined || view === undefined ? undefined : callbackQueue(live, view)
    const callback = queue?.facts?.callback
    if (live === undefined || view === undefined || queue === undefined || callback?.available !== true || callback.requestUrl === undefined) {
      return { kind: 'not-offered', detail: 'no callback is offered to this contact now' }
    }
    if (callback.limit !== undefined && openCallbacks(live, queue) >= callback.limit) return { kind: 'not-offered', detail: 'as many callbacks as the center can keep are waiting already' }

    const name = `${center} ${contact}`
    const nowMs = deps.nowMs()
    for (const [other, atMs] of asked) {
      if (nowMs - atMs < SAME_WISH_MS) break
      asked.delete(other)
    }
    if (asked.has(name)) return { kind: 'requested' }
    asked.set(name, nowMs)
    const status = await send(center, callback.requestUrl, { type: 'callback.requested', center, contact, queue: queue.id, ...(view.language === undefined ? {} : { language: view.language }), requestedAt: new Date(nowMs).toISOString(), ...wish })
    if (status >= 200 && status < 300) return { kind: 'requested' }
    asked.delete(name)
    deps.report('callback-not-taken', { center, queue: queue.id, status })
    return { kind: 'not-taken', detail: status === 0 ? 'the center\'s server did not answer' : `the center's server answered ${status}` }
  }

  async function send(center: string, url: string, payload: object): Promise<number> {
    const body = JSON.stringify(payload)
    try {
      const answer = await deps.fetch(url, {
        method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
        headers: { 'content-type': 'application/json', ...signWebhook(deps.secret(center), `cb_${randomUUID()}`, deps.nowMs(), body) },
      })
      await answer.body?.cancel()
      return answer.status
    } catch {
      return 0
    }
  }
}

function callbackQueue(live: LiveCenter, { phase, kind }: ContactView): QueueView | undefined {
  if (kind !== 'customer' || phase.kind !== 'waiting') return undefined
  return phase.queues.map((id) => live.queue(id)).find((queue) => queue?.facts?.callback?.available === true)
}

/** Callbacks that keep a place in this line; scheduled ones outside it are the center's own to count. */
function openCallbacks(live: LiveCenter, queue: QueueView): number {
  let open = 0
  for (const { contact } of queue.line) if (live.contact(contact)?.phase.kind === 'callback') open += 1
  return open
}
