import { announceWhen, DEFAULT_CADENCE, planText, promptPlan, twiml } from '../../ivr/index.ts'
import { HttpFault } from '../http-fault.ts'
import { readBody } from '../read-body.ts'
import { centerOf, contactOf } from '../viewer.ts'
import { appended, type Handler, param } from './handler.ts'
import { carriesFeedKey, headersOf, queryOf } from './push-request.ts'

const MAX_BYTES = 64 * 1024
/** A caller hears silence rather than wait for a node that lags. */
const FOLD_LIMIT_MS = 2_000
const DEFAULT_FEED = 'twilio'
/** Between two looks; what has not changed is not said again before the cadence. */
const PAUSE_SECONDS = 20
const MOST_CALLERS = 20_000

/**
 * `POST /ivr/twilio?feed=NAME&queue=…&lang=…`: the wait address, the action and the put-through address of `<Enqueue>` in one. Each
 * request is news of a call; the answer is what the caller hears. Signed by Twilio, checked by the feed with the mapping `twilio-enqueue`.
 */
export const postTwilio: Handler = async (c, { deps, firstServed, twilioCallers }) => {
  const center = centerOf(deps, param(c, 'center'))
  const feed = c.req.query('feed') ?? DEFAULT_FEED
  if (deps.pushed?.has(center.id, feed) !== true) {
    throw new HttpFault('unknown-feed', `no feed "${feed.slice(0, 64)}" takes Twilio's requests`, { field: 'feed', fix: 'add a feed with source webhook and mapping twilio-enqueue, and name it as ?feed=' })
  }
  const bytes = await readBody(c.req.raw, MAX_BYTES)
  const result = deps.pushed.receive({ center: center.id, feed, headers: headersOf(c.req.raw), query: queryOf(c.req.raw), bytes, keyed: carriesFeedKey(deps, center, feed, c.req.raw) })
  if (result === undefined || result.kind === 'refused') {
    throw new HttpFault('bad-signature', result?.detail ?? 'the feed takes nothing', { fix: 'give the feed Twilio\'s auth token as secret, and as url exactly the address that Twilio was given' })
  }
  if (result.kind === 'unreadable') throw new HttpFault('malformed-body', result.detail)
  const form = new URLSearchParams(Buffer.from(bytes).toString('utf8'))
  const call = form.get('CallSid') ?? ''
  if (result.kind === 'taken') {
    if (result.events.length > 0) {
      const receivedAtMs = deps.receiptMs()
      const position = await appended(deps.append(center.id, result.events.map((event) => ({ kind: 'event', feed, receivedAtMs, event }))))
      await deps.whenFolded(center.id, position, FOLD_LIMIT_MS)
    }
    result.took()
    deps.countIngest?.(center.id, feed, { accepted: result.events.length, rejected: result.faults.length, unknownFields: 0 })
  }
  // The action and the put-through address want no words.
  if (call === '' || form.get('QueuePosition') === null) return xml('<?xml version="1.0" encoding="UTF-8"?>\n<Response/>')

  const contact = contactOf(call)
  const name = `${center.id} ${contact}`
  const lang = c.req.query('lang')
  const display = deps.source.display(center.id, contact, lang === undefined ? [] : [lang])
  const last = twilioCallers.get(name)
  // Twilio asks again when it has played all: what was said last was heard.
  if (last !== undefined && last.seq >= 0) {
    const { seq } = last
    last.seq = -1
    deps.append(center.id, [{ kind: 'receipt', contact, seq, level: 'shown', via: 'ivr' }]).catch((error: unknown) => deps.reportError?.(error, 'POST /ivr/twilio'))
  }
  const plan = promptPlan(display)
  const what = planText(plan)
  const cadence = deps.cadence?.(center.id, display.queue) ?? DEFAULT_CADENCE
  const decided = announceWhen(what, last, deps.now(), cadence)
  if (!('speak' in decided)) return xml(twiml({ ...plan, segments: [] }, PAUSE_SECONDS))
  if (firstServed(center.id, contact)) deps.source.served(center.id, contact, display, 'ivr')
  twilioCallers.delete(name)
  twilioCallers.set(name, { what, atMs: deps.now(), seq: display.seq })
  const [oldest] = twilioCallers.keys()
  if (twilioCallers.size > MOST_CALLERS && oldest !== undefined) twilioCallers.delete(oldest)
  return xml(twiml(promptPlan(display, { repeats: decided.speak === 'repeat' }), PAUSE_SECONDS))
}

const xml = (body: string): Response => new Response(body, { headers: { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' } })
