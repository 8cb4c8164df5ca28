import type { Operation } from './operation.ts'

export const EVENT_OPERATIONS = [
  {
    id: 'postEvents', method: 'post', path: '/v1/centers/{center}/events', group: 'Events', who: ['feed', 'admin'],
    summary: 'Send contact events',
    description: 'Answered once the log holds what was taken. A bad event is rejected alone, with its index; the others are taken. '
      + 'Unknown fields are dropped and counted. Sending the same event again changes nothing, so a failed request may be repeated. '
      + 'Times more than a day ahead are rejected; events that come too late are taken, set aside and shown at GET /feeds. '
      + 'At most 10,000 events and 8 MiB at once. A feed key names the feed; events sent with an admin key belong to the feed "admin".',
    parameters: [{ name: 'Queuecast-Purpose', in: 'header', description: '`test`: refused where the center is live', example: 'test' }],
    body: { required: true, media: {
      'application/json': 'EventBatch', 'application/x-ndjson': 'ContactEvent',
      'application/cloudevents+json': 'CloudEvent', 'application/cloudevents-batch+json': 'CloudEventBatch',
    } },
    answer: { status: 202, description: 'The log has them.', media: { 'application/json': 'EventsTaken' } },
    problems: [
      'malformed-json', 'malformed-body', 'nothing-usable', 'no-key', 'unknown-key', 'other-center', 'wrong-purpose', 'test-not-allowed', 'unknown-center',
      'too-large', 'too-many-events', 'unsupported-media-type', 'too-many-requests', 'store-unavailable',
    ],
    curl: `curl -sS "$URL/v1/centers/example/events" -H "Authorization: Bearer $FEED_KEY" -H 'Content-Type: application/json' \\
  -d '{"events":[{"id":"e1","type":"contact.queued","time":'$(date +%s000)',"contact":"c-17","queue":"support","channel":"chat"}]}'`,
  },
] as const satisfies readonly Operation[]
