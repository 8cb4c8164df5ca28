import * as z from 'zod'

/** Every kind of problem the server answers with. The text is the title; what happened stands in `detail`. */
export const PROBLEMS = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'nothing-usable': { status: 400, title: 'No event could be taken' },
  'invalid-event': { status: 400, title: 'The event is not valid' },
  'invalid-field': { status: 400, title: 'A field is not valid' },
  'no-key': { status: 401, title: 'A key is needed' },
  'unknown-key': { status: 401, title: 'The key is not known' },
  'bad-token': { status: 401, title: 'The contact token is not valid' },
  'no-signature': { status: 401, title: 'The delivery is not signed' },
  'bad-signature': { status: 401, title: 'The proof of the delivery is wrong' },
  'stale-signature': { status: 401, title: 'The delivery was signed too long ago' },
  'expired': { status: 401, title: 'The contact token has expired' },
  'other-center': { status: 403, title: 'The key or token belongs to another center' },
  'other-contact': { status: 403, title: 'The token belongs to another contact' },
  'wrong-purpose': { status: 403, title: 'The key is for another purpose' },
  'test-not-allowed': { status: 403, title: 'Test events are not taken here' },
  'unknown-center': { status: 404, title: 'There is no such center' },
  'unknown-queue': { status: 404, title: 'There is no such queue' },
  'unknown-feed': { status: 404, title: 'There is no such feed' },
  'unknown-rejected': { status: 404, title: 'There is no such payload' },
  'no-ledger': { status: 404, title: 'There is no ledger here' },
  'no-route': { status: 404, title: 'There is nothing at this address' },
  'wrong-method': { status: 405, title: 'This address knows other methods' },
  'not-acceptable': { status: 406, title: 'No media type that is asked for can be given' },
  'charter-refused': { status: 409, title: 'The book of charters does not take it' },
  'old-rules': { status: 409, title: 'The center follows older rules' },
  'callback-not-offered': { status: 409, title: 'No callback is offered' },
  'messages-not-offered': { status: 409, title: 'No messages are sent' },
  'too-large': { status: 413, title: 'The body is too large' },
  'too-many-events': { status: 413, title: 'The batch has too many events' },
  'unsupported-media-type': { status: 415, title: 'The content type is not taken' },
  'too-many-requests': { status: 429, title: 'Too much at once' },
  'center-full': { status: 429, title: 'The center holds as much as it may' },
  'internal': { status: 500, title: 'The server made an error' },
  'callback-not-taken': { status: 502, title: 'The center could not be asked for a callback' },
  'no-speech': { status: 503, title: 'The words cannot be spoken now' },
  'store-unavailable': { status: 503, title: 'The store cannot be reached' },
  'not-folded-yet': { status: 504, title: 'This node has not read the log that far' },
} as const
export type ProblemCode = keyof typeof PROBLEMS

/** RFC 9457 problem details; `type` is stable, `field` and `fix` say where and what to do. */
export const problemSchema = z.object({
  type: z.string().meta({ description: 'stable: urn:queuecast:problem:<code>' }),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  field: z.string().optional().meta({ description: 'the field at fault, such as clock.dialledAt' }),
  fix: z.string().optional().meta({ description: 'what to do about it' }),
})
export type Problem = z.output<typeof problemSchema>

export function makeProblem(code: ProblemCode, detail: string, more: { field?: string; fix?: string } = {}): Problem {
  const { status, title } = PROBLEMS[code]
  return { type: `urn:queuecast:problem:${code}`, title, status, detail, ...more }
}
