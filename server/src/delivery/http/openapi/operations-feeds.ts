import type { Operation } from './operation.ts'

const FEED_PROBLEMS = ['unknown-center', 'unknown-feed', 'other-center', 'wrong-purpose'] as const

export const FEED_OPERATIONS = [
  {
    id: 'postFeed', method: 'post', path: '/v1/centers/{center}/feeds/{feed}', group: 'Events', who: ['feed', 'admin'],
    summary: 'Take a vendor\'s webhook',
    description: 'The payload in the vendor\'s own form; the feed\'s mapping makes contact events of it. Proven by the vendor\'s signature or by the feed\'s key: '
      + 'as a bearer, as the password of Basic authentication, or as `key` in the address. The same delivery twice changes nothing. A payload that means nothing '
      + 'for a queue is acknowledged and counted. One that cannot be made into valid events is acknowledged too, so that the vendor does not repeat it for ever; '
      + 'it is kept without personal data at GET /feeds/{feed}/rejected and can be replayed. A mapping may ask for 200 or 204 instead of 202. At most 1 MiB.',
    parameters: [{ name: 'key', in: 'query', description: 'the feed\'s key, where the vendor can send no header; a signature is better, since addresses end up in logs' }],
    body: { required: true, media: { 'application/json': 'text', 'application/x-www-form-urlencoded': 'text' } },
    answer: { status: 202, description: 'The log has what came of it.', media: { 'application/json': 'FeedTaken' } },
    problems: [...FEED_PROBLEMS, 'malformed-body', 'no-signature', 'bad-signature', 'stale-signature', 'too-large', 'unsupported-media-type', 'too-many-requests', 'store-unavailable'],
    curl: `curl -sS "$URL/v1/centers/example/feeds/helpdesk" -H "Authorization: Bearer $FEED_KEY" -H 'Content-Type: application/json' -d @payload.json`,
  },
  {
    id: 'getFeed', method: 'get', path: '/v1/centers/{center}/feeds/{feed}', group: 'Events', who: [],
    summary: 'Answer a vendor that asks whether the address is ours',
    description: 'WhatsApp asks with `hub.mode`, `hub.verify_token` and `hub.challenge`, and wants the challenge back.',
    parameters: [{ name: 'hub.challenge', in: 'query', description: 'what to answer', example: '1158201444' }],
    answer: { status: 200, description: 'The challenge.', media: { 'text/plain': 'text' } },
    problems: [...FEED_PROBLEMS, 'bad-signature'],
    curl: 'curl -sS "$URL/v1/centers/example/feeds/whatsapp?hub.mode=subscribe&hub.verify_token=$VERIFY_TOKEN&hub.challenge=17"',
  },
  {
    id: 'replayRejected', method: 'post', path: '/v1/centers/{center}/feeds/{feed}/rejected/{rejected}/replay', group: 'Center', who: ['supervisor', 'admin'],
    summary: 'Replay a rejected payload after a fix',
    description: 'Translates it once more by the mapping as it is now. Kept by the node that took it, in memory.',
    answer: { status: 202, description: 'The log has what came of it.', media: { 'application/json': 'ReplayAnswer' } },
    problems: [...FEED_PROBLEMS, 'no-key', 'unknown-key', 'unknown-rejected', 'invalid-event', 'too-many-requests', 'store-unavailable'],
    curl: 'curl -sS -X POST "$URL/v1/centers/example/feeds/helpdesk/rejected/r1/replay" -H "Authorization: Bearer $SUPERVISOR_KEY"',
  },
  {
    id: 'replayQuarantine', method: 'post', path: '/v1/centers/{center}/feeds/{feed}/quarantine/replay', group: 'Center', who: ['supervisor', 'admin'],
    summary: 'Replay events that were set aside, after a fix',
    description: 'Events that were acknowledged and that the fold then set aside: because they made it fail (`poison`), or because nobody said for an hour where their '
      + 'contact is. Each is folded once more, on every server, and the answer says what came of it. Nothing counts twice. What came too late stays so. At most 200 at once, oldest first.',
    body: { required: false, media: { 'application/json': 'ReplayQuarantineRequest' } },
    answer: { status: 200, description: 'What came of each.', media: { 'application/json': 'ReplayQuarantineAnswer' } },
    problems: [...FEED_PROBLEMS, 'no-key', 'unknown-key', 'malformed-json', 'invalid-field', 'old-rules', 'too-many-requests', 'store-unavailable', 'not-folded-yet'],
    curl: 'curl -sS -X POST "$URL/v1/centers/example/feeds/demo/quarantine/replay" -H "Authorization: Bearer $SUPERVISOR_KEY"',
  },
  {
    id: 'postTwilio', method: 'post', path: '/v1/centers/{center}/ivr/twilio', group: 'Events', who: ['feed'],
    summary: 'Speak to callers of Twilio\'s <Enqueue>',
    description: 'The `waitUrl`, the `action` and the `url` of `<Dial><Queue>` in one address: each request is news of a call, and the answer is TwiML. Signed by '
      + 'Twilio (`X-Twilio-Signature`), checked by the feed with the mapping `twilio-enqueue`.',
    parameters: [
      { name: 'feed', in: 'query', description: 'the feed that checks the signature', example: 'twilio' },
      { name: 'queue', in: 'query', description: 'the queue\'s name for the feed; `QueueSid` without it', example: 'support' },
      { name: 'lang', in: 'query', description: 'the language of the call', example: 'fr' },
    ],
    body: { required: true, media: { 'application/x-www-form-urlencoded': 'text' } },
    answer: { status: 200, description: 'What the caller hears, then a pause, after which Twilio asks again.', media: { 'text/xml': 'text' } },
    problems: ['bad-signature', 'malformed-body', 'unknown-center', 'unknown-feed', 'too-large', 'store-unavailable'],
    curl: 'curl -sS "$URL/v1/centers/example/ivr/twilio?feed=demo&queue=support" -H "Authorization: Bearer $FEED_KEY" -d CallSid=CA1 -d QueueSid=QU1 -d QueuePosition=1 -d QueueTime=5',
  },
] as const satisfies readonly Operation[]
