import type { Operation } from './operation.ts'

const KEY_PROBLEMS = ['no-key', 'unknown-key', 'other-center', 'wrong-purpose', 'unknown-center'] as const
const LANGUAGE = { name: 'Accept-Language', in: 'header', description: 'language of the names', example: 'de' } as const

export const CENTER_OPERATIONS = [
  {
    id: 'getQueues', method: 'get', path: '/v1/centers/{center}/queues', group: 'Queues', who: ['read', 'supervisor', 'admin', 'anyone, where public'],
    summary: 'See all queues',
    description: 'Without a key: only public queues, and counts under five as `{"atMost":4}`. Never a contact id.',
    parameters: [LANGUAGE],
    answer: { status: 200, description: 'The board.', media: { 'application/json': 'Board' } },
    problems: KEY_PROBLEMS,
    curl: 'curl -sS "$URL/v1/centers/example/queues" -H "Authorization: Bearer $READ_KEY"',
  },
  {
    id: 'getQueuesStream', method: 'get', path: '/v1/centers/{center}/queues/stream', group: 'Queues', who: ['read', 'supervisor', 'admin', 'anyone, where public'],
    summary: 'Follow all queues',
    description: 'Server-Sent Events `board` (schema Board), latest only.',
    parameters: [LANGUAGE],
    answer: { status: 200, description: 'The stream.', media: { 'text/event-stream': 'text' } },
    problems: KEY_PROBLEMS,
    curl: 'curl -sSN "$URL/v1/centers/example/queues/stream" -H "Authorization: Bearer $READ_KEY"',
  },
  {
    id: 'getQueue', method: 'get', path: '/v1/centers/{center}/queues/{queue}', group: 'Queues', who: ['read', 'supervisor', 'admin', 'anyone, where public'],
    summary: 'See one queue',
    parameters: [LANGUAGE],
    answer: { status: 200, description: 'The queue.', media: { 'application/json': 'QueueStatus' } },
    problems: [...KEY_PROBLEMS, 'unknown-queue'],
    curl: 'curl -sS "$URL/v1/centers/example/queues/support" -H "Authorization: Bearer $READ_KEY"',
  },
  {
    id: 'putShow', method: 'put', path: '/v1/centers/{center}/queues/{queue}/show', group: 'Queues', who: ['supervisor', 'admin'],
    summary: 'Choose what a queue tells its customers',
    description: 'Acts on every channel within two seconds. Stands until a newer generation of the configuration names the queue.',
    body: { required: true, media: { 'application/json': 'ShowRequest' } },
    answer: { status: 200, description: 'The log has it.', media: { 'application/json': 'ShowAnswer' } },
    problems: [...KEY_PROBLEMS, 'unknown-queue', 'malformed-json', 'invalid-field', 'store-unavailable'],
    curl: `curl -sS -X PUT "$URL/v1/centers/example/queues/support/show" -H "Authorization: Bearer $SUPERVISOR_KEY" -H 'Content-Type: application/json' -d '{"show":"off"}'`,
  },
  {
    id: 'putLearning', method: 'put', path: '/v1/centers/{center}/learning', group: 'Center', who: ['admin'],
    summary: 'Begin with what was learned of history',
    description: 'The file that `npm run backtest -- --learned FILE` wrote. It stands for what the center has learned so far; who waits now stays as it is.',
    body: { required: true, media: { 'application/json': 'LearningRequest' } },
    answer: { status: 202, description: 'The log has it.', media: { 'application/json': 'LearningAnswer' } },
    problems: [...KEY_PROBLEMS, 'malformed-json', 'invalid-field', 'too-large', 'store-unavailable'],
    curl: `curl -sS -X PUT "$URL/v1/centers/example/learning" -H "Authorization: Bearer $ADMIN_KEY" -H 'Content-Type: application/json' --data-binary @learned.json`,
  },
  {
    id: 'postNotice', method: 'post', path: '/v1/centers/{center}/notices', group: 'Center', who: ['supervisor', 'admin'],
    summary: 'Tell everybody of an exceptional event',
    description: 'Ends by itself after an hour unless it is sent again; `"ended": true` ends it now.',
    body: { required: true, media: { 'application/json': 'NoticeRequest' } },
    answer: { status: 202, description: 'The log has it.', media: { 'application/json': 'NoticeAnswer' } },
    problems: [...KEY_PROBLEMS, 'malformed-json', 'invalid-field', 'store-unavailable'],
    curl: `curl -sS "$URL/v1/centers/example/notices" -H "Authorization: Bearer $SUPERVISOR_KEY" -H 'Content-Type: application/json' \\
  -d '{"notice":"storm","text":{"nl":"Door de storm is het drukker dan anders.","fr":"La tempête cause plus d’appels que d’habitude."}}'`,
  },
  {
    id: 'getFeeds', method: 'get', path: '/v1/centers/{center}/feeds', group: 'Center', who: ['supervisor', 'admin'],
    summary: 'See the health of each feed',
    description: 'Whether it is live, since when, how late and how far off its clock is, how often it had to be put right, and how its connection stands. Also the newest events that were taken and then set aside, with the reason.',
    answer: { status: 200, description: 'Health and quarantine.', media: { 'application/json': 'FeedsAnswer' } },
    problems: KEY_PROBLEMS,
    curl: 'curl -sS "$URL/v1/centers/example/feeds" -H "Authorization: Bearer $SUPERVISOR_KEY"',
  },
  {
    id: 'getFeedRejected', method: 'get', path: '/v1/centers/{center}/feeds/{feed}/rejected', group: 'Center', who: ['supervisor', 'admin'],
    summary: 'See what was not taken of a feed',
    description: 'Refused by the node that answers since it started, at most a hundred, and set aside after it was acknowledged; newest first. Shapes only: no text or number of a customer.',
    answer: { status: 200, description: 'Reasons and shapes.', media: { 'application/json': 'RejectedAnswer' } },
    problems: [...KEY_PROBLEMS, 'unknown-feed'],
    curl: 'curl -sS "$URL/v1/centers/example/feeds/demo/rejected" -H "Authorization: Bearer $SUPERVISOR_KEY"',
  },
  {
    id: 'getWebhookSecret', method: 'get', path: '/v1/centers/{center}/webhook-secret', group: 'Center', who: ['admin'],
    summary: 'What our requests to your server are signed with',
    answer: { status: 200, description: 'The secret; `webhookSecret` of the configuration where it is set.', media: { 'application/json': 'WebhookSecret' } },
    problems: ['no-key', 'unknown-key', 'other-center', 'wrong-purpose', 'unknown-center'],
    curl: 'curl -sS "$URL/v1/centers/example/webhook-secret" -H "Authorization: Bearer $ADMIN_KEY"',
  },
] as const satisfies readonly Operation[]
