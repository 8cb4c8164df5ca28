import type { CenterFact } from '../../../contact-center/index.ts'
import { DEFAULT_MAX_BODY_BYTES, DEFAULT_MAX_EVENTS } from '../deps.ts'
import { HttpFault } from '../http-fault.ts'
import { parseEvents } from '../ingest/parse-events.ts'
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

  const receivedAtMs = deps.now()
  const parsed = parseEvents(bytes, contentType, { nowMs: receivedAtMs, maxEvents: deps.maxEvents ?? DEFAULT_MAX_EVENTS })
  for (const { problem } of parsed.rejected.slice(-REJECTED_NOTED)) deps.noteRejected?.(center.id, feed, `${problem.type.slice(problem.type.lastIndexOf(':') + 1)}: ${problem.fix ?? problem.detail}`)
  if (!parsed.ok) {
    deps.countIngest?.(center.id, feed, { accepted: 0, rejected: parsed.rejected.length, unknownFields: 0 })
    throw HttpFault.of(parsed.problem, parsed.rejected.length === 0 ? {} : { rejected: parsed.rejected })
  }
  const { events, rejected, unknownFields } = parsed
  const quota = deps.takeQuota(center.id, feed, events.length)
  if (!quota.ok) {
    throw new HttpFault('too-many-requests', `the feed "${feed}" sends more events than it may`, {
      fix: `send it again after ${quota.retryAfterSeconds} s`, headers: { 'retry-after': String(quota.retryAfterSeconds) },
    })
  }
  const facts = events.map((event): CenterFact => ({ kind: 'event', feed, receivedAtMs, event }))
  const logPosition = await appended(deps.append(center.id, facts))
  deps.countIngest?.(center.id, feed, { accepted: events.length, rejected: rejected.length, unknownFields })
  return json({ accepted: events.length, rejected, logPosition, unknownFields }, 202)
}
