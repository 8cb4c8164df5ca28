import type { CenterFact, ContactEvent } from '../../../contact-center/index.ts'
import { DEFAULT_MAX_BODY_BYTES, DEFAULT_MAX_EVENTS } from '../deps.ts'
import { HttpFault } from '../http-fault.ts'
import { parseEvents, type RejectedEvent } from '../ingest/parse-events.ts'
import { makeProblem } from '../problem.ts'
import { eventMediaType } from '../ingest/read-candidates.ts'
import { readBody } from '../read-body.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { appended, json, param, type Handler } from './handler.ts'

/** Of one request; a batch of ten thousand bad ones needs no ten thousand notes. */
const REJECTED_NOTED = 100

/** `POST /events`: 202 once the log has what was taken. */
export const postEvents: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  const { feed = 'admin' } = requireKey(deps, center, c.req.raw, ['feed'])
  const contentType = c.req.header('content-type')
  const media = eventMediaType(contentType)
  if (!media.ok) throw HttpFault.of(media.problem)
  const bytes = await readBody(c.req.raw, deps.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES)

  const receivedAtMs = deps.receiptMs()
  const parsed = parseEvents(bytes, contentType, { nowMs: receivedAtMs, maxEvents: deps.maxEvents ?? DEFAULT_MAX_EVENTS })
  for (const { problem } of parsed.rejected.slice(-REJECTED_NOTED)) deps.noteRejected?.(center.id, feed, `${problem.type.slice(problem.type.lastIndexOf(':') + 1)}: ${problem.fix ?? problem.detail}`)
  if (!parsed.ok) {
    deps.countIngest?.(center.id, feed, { accepted: 0, rejected: parsed.rejected.length, unknownFields: 0 })
    throw HttpFault.of(parsed.problem, parsed.rejected.length === 0 ? {} : { rejected: parsed.rejected })
  }
  const { unknownFields } = parsed
  const judge = deps.roomFor?.(center.id)
  const { events, rejected } = judge === undefined ? parsed : withRoom(parsed, judge, media.type === 'application/x-ndjson' ? 1 : 0)
  const quota = deps.takeQuota(center.id, feed, events.length)
  if (!quota.ok) {
    throw new HttpFault('too-many-requests', `the feed "${feed}" sends more events than it may`, {
      fix: `send it again after ${quota.retryAfterSeconds} s`, headers: { 'retry-after': String(quota.retryAfterSeconds) },
    })
  }
  const facts = events.map((event): CenterFact => ({ kind: 'event', feed, receivedAtMs, event }))
  const logPosition = await appended(deps.append(center.id, facts, judge === undefined ? parsed.batchJson : undefined))
  deps.countIngest?.(center.id, feed, { accepted: events.length, rejected: rejected.length, unknownFields })
  return json({ accepted: events.length, rejected, logPosition, unknownFields }, 202)
}

/** Takes out what the center has no room for; throws where nothing is left. Places are counted from `first`, without empty lines. */
function withRoom({ events, rejected }: { events: ContactEvent[]; rejected: RejectedEvent[] }, judge: (event: ContactEvent) => string | undefined, first: number): { events: ContactEvent[]; rejected: RejectedEvent[] } {
  const fix = 'end contacts that are over, or spread them over centers; then send it again'
  const full: RejectedEvent[] = []
  const others = new Set(rejected.map(({ index }) => index))
  let index = first - 1
  const taken = events.filter((event) => {
    do index += 1
    while (others.has(index))
    const why = judge(event)
    if (why !== undefined) full.push({ index, problem: makeProblem('center-full', why, { fix }) })
    return why === undefined
  })
  const [one] = full
  if (taken.length > 0 || one === undefined) return { events: taken, rejected: [...rejected, ...full] }
  throw new HttpFault('center-full', one.problem.detail, { fix, headers: { 'retry-after': '60' }, extra: { rejected: [...rejected, ...full] } })
}
