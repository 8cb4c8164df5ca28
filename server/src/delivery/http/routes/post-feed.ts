import * as z from 'zod'
import type { CenterFact, ContactEvent } from '../../../contact-center/index.ts'
import { DEFAULT_MAX_BODY_BYTES, type HttpCenter, type HttpDeps } from '../deps.ts'
import { HttpFault } from '../http-fault.ts'
import { problemSchema } from '../problem.ts'
import { readBody } from '../read-body.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { appended, json, param, type Handler } from './handler.ts'
import { carriesFeedKey, headersOf, isFirehose, queryOf } from './push-request.ts'

/** A vendor's payload is small; what is larger is no webhook. */
const MAX_PUSH_BYTES = 1024 * 1024
/** Firehose gathers at least a megabyte, and sends it in base64. */
const MAX_BATCH_BYTES = DEFAULT_MAX_BODY_BYTES

export const feedTakenSchema = z.object({
  accepted: z.number().int().meta({ description: 'contact events that came of it; 0 for a payload that means nothing for a queue' }),
  kind: z.string().meta({ description: 'what the payload calls itself' }),
  rejected: z.array(z.object({ path: z.string(), problem: z.string() })).meta({ description: 'what kept events from being made, with the path in the mapping; kept, to be looked at and replayed' }),
  duplicate: z.boolean(),
  logPosition: z.string().optional(),
})
export const replayAnswerSchema = z.object({
  accepted: z.number().int(), logPosition: z.string().optional(), problem: problemSchema.optional(),
})

/** `POST /feeds/{name}`: a vendor's own payload, by its own proof or the feed's key. */
export const postFeed: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  const feed = param(c, 'feed')
  const pushed = pushedFeed(deps, center, feed)
  const request = c.req.raw
  const keyed = carriesFeedKey(deps, center, feed, request)
  const mostBytes = keyed && isFirehose(request) ? MAX_BATCH_BYTES : MAX_PUSH_BYTES
  const bytes = await readBody(request, Math.min(mostBytes, deps.maxBodyBytes ?? mostBytes))
  const result = pushed.receive({ center: center.id, feed, headers: headersOf(request), query: queryOf(request), bytes, keyed })
  switch (result?.kind) {
    case undefined:
      throw unknownFeed(feed)
    case 'refused':
      throw new HttpFault(result.problem === 'stale' ? 'stale-signature' : result.problem === 'missing' ? 'no-signature' : 'bad-signature', result.detail, {
        fix: result.problem === 'stale' ? 'set the clock of this server and of the vendor; a delivery must be signed when it is sent' : 'give the feed the secret that the vendor signs with, and send the body as it was signed',
      })
    case 'unreadable':
      deps.countIngest?.(center.id, feed, { accepted: 0, rejected: 1, unknownFields: 0 })
      throw new HttpFault('malformed-body', result.detail, { fix: 'let the vendor send what the mapping\'s "body" says' })
    case 'duplicate':
      return answered(result.status, { accepted: 0, kind: 'known', rejected: [], duplicate: true }, result.receipt)
    case 'taken': {
      const { events, faults, payloadKind, status } = result
      const logPosition = await append(deps, center, feed, events)
      result.took()
      deps.countIngest?.(center.id, feed, { accepted: events.length, rejected: faults.length, unknownFields: 0 })
      return answered(status, {
        accepted: events.length, kind: payloadKind, rejected: faults.map(({ path, problem }) => ({ path, problem })), duplicate: false,
        ...(logPosition === undefined ? {} : { logPosition }),
      }, result.receipt)
    }
    default:
      return result satisfies never
  }
}

/** `GET /feeds/{name}`: some vendors ask first whether the address is ours. */
export const getFeed: Handler = (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  const feed = param(c, 'feed')
  const answer = pushedFeed(deps, center, feed).challenge(center.id, feed, queryOf(c.req.raw))
  if (answer === undefined) throw new HttpFault('bad-signature', 'this is no question that the feed knows the answer to', { fix: 'give the feed the verify token that the vendor was given' })
  return new Response(answer, { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
}

/** `POST /feeds/{name}/rejected/{id}/replay`: once more, by the mapping as it is now. */
export const replayRejected: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['supervisor'])
  const feed = param(c, 'feed')
  const again = pushedFeed(deps, center, feed).again(center.id, feed, param(c, 'rejected'))
  if (again === undefined) throw new HttpFault('unknown-rejected', 'this node keeps no such payload whole', { fix: 'let the vendor send it again' })
  const [fault] = again.faults
  if (fault !== undefined) throw new HttpFault('invalid-event', `${fault.path} ${fault.problem}`, { field: fault.path, fix: 'mend the mapping, load it (SIGHUP), and replay once more' })
  const logPosition = await append(deps, center, feed, again.events)
  again.took()
  return json({ accepted: again.events.length, ...(logPosition === undefined ? {} : { logPosition }) }, 202)
}

function pushedFeed(deps: HttpDeps, center: HttpCenter, feed: string): NonNullable<HttpDeps['pushed']> {
  const { pushed } = deps
  if (pushed === undefined || !pushed.has(center.id, feed)) throw unknownFeed(feed)
  return pushed
}

const unknownFeed = (feed: string): HttpFault =>
  new HttpFault('unknown-feed', `no feed "${feed.slice(0, 64)}" takes webhooks here`, { field: 'feed', fix: 'add it to feeds with source webhook and a mapping; contact events go to POST /events' })

async function append(deps: HttpDeps, center: HttpCenter, feed: string, events: readonly ContactEvent[]): Promise<string | undefined> {
  const quota = deps.takeQuota(center.id, feed, Math.max(1, events.length))
  if (!quota.ok) {
    throw new HttpFault('too-many-requests', `the feed "${feed}" sends more than it may`, {
      fix: `send it again after ${quota.retryAfterSeconds} s`, headers: { 'retry-after': String(quota.retryAfterSeconds) },
    })
  }
  if (events.length === 0) return undefined
  const receivedAtMs = deps.receiptMs()
  return appended(deps.append(center.id, events.map((event): CenterFact => ({ kind: 'event', feed, receivedAtMs, event }))))
}

const answered = (status: 200 | 202 | 204, body: z.output<typeof feedTakenSchema>, receipt?: object): Response =>
  (receipt !== undefined ? json(receipt) : status === 204 ? new Response(null, { status, headers: { 'content-type': 'application/json' } }) : json(body, status))
