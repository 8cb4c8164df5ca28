import { DISPLAY_MEDIA_TYPES } from '../display-as.ts'
import { AUDIO_MEDIA_TYPE } from '../routes/display-audio.ts'
import type { Operation } from './operation.ts'

const TOKEN_PROBLEMS = ['bad-token', 'expired', 'no-key', 'other-center', 'other-contact', 'unknown-center'] as const

export const CONTACT_OPERATIONS = [
  {
    id: 'postToken', method: 'post', path: '/v1/centers/{center}/contacts/{contact}/token', group: 'Contacts', who: ['token', 'admin'],
    summary: 'Make a contact token',
    description: 'A token lets one customer see one contact. It may be made before the contact\'s first event. `waitPage` is relative to this server.',
    body: { required: false, media: { 'application/json': 'TokenRequest' } },
    answer: { status: 200, description: 'The token.', media: { 'application/json': 'TokenAnswer' } },
    problems: ['malformed-json', 'invalid-field', 'no-key', 'unknown-key', 'other-center', 'wrong-purpose', 'unknown-center'],
    curl: 'curl -sS -X POST "$URL/v1/centers/example/contacts/c-17/token" -H "Authorization: Bearer $TOKEN_KEY"',
  },
  {
    id: 'getDisplay', method: 'get', path: '/v1/centers/{center}/contacts/{contact}/display', group: 'Contacts', who: ['contact token', 'ivr', 'admin'],
    summary: 'See what a customer is shown',
    description: 'The entity tag stands for what is shown, in this media type and language; the time waited and freshness alone do not change it.',
    parameters: [
      { name: 'after', in: 'query', description: 'a `logPosition`: answers once this node has read the log up to it, at the latest after ten seconds with 504', example: '1763800000000-0/0' },
      { name: 'explain', in: 'query', description: 'admin only: also why this figure', example: '1' },
      { name: 'Accept', in: 'header', description: 'the form: data, text for the eye, SSML, VoiceXML, TwiML (`application/xml`), sound lists for Asterisk, attributes for Amazon Connect, phrases for FreeSWITCH, what other platforms read (docs/outputs.md), and where a speech engine is installed sound (`audio/wav`)', example: 'text/plain' },
      { name: 'Accept-Language', in: 'header', description: 'languages of the customer', example: 'fr' },
      { name: 'hertz', in: 'query', description: 'of sound: 8000 (as said when left out), 16000, or `engine` for the engine\'s own', example: '8000' },
      { name: 'If-None-Match', in: 'header', description: 'the `ETag` that is held: 304 where nothing else would be shown' },
    ],
    answer: {
      status: 200, description: 'The display.', media: { 'application/json': 'Display', ...Object.fromEntries([...DISPLAY_MEDIA_TYPES.slice(1), AUDIO_MEDIA_TYPE].map((type) => [type, 'text' as const])) },
      headers: {
        'ETag': 'over what is shown', 'Queuecast-As-Of': 'until when the log is read', 'Queuecast-Fresh-For': 'seconds for which this may be shown',
        'Queuecast-Seq': 'epoch:seq, the place in the log',
      },
    },
    also: { 204: 'Only of sound: nothing is to be heard, such as while the caller is put through.', 304: 'Nothing else would be shown; `Queuecast-As-Of`, `Queuecast-Fresh-For` and `Queuecast-Seq` are renewed.' },
    problems: [...TOKEN_PROBLEMS, 'unknown-key', 'wrong-purpose', 'invalid-field', 'not-acceptable', 'no-speech', 'not-folded-yet'],
    curl: 'curl -sS "$URL/v1/centers/example/contacts/c-17/display" -H "Authorization: Bearer $TOKEN" -H "Accept: text/plain" -H "Accept-Language: fr"',
  },
  {
    id: 'getContactStream', method: 'get', path: '/v1/centers/{center}/contacts/{contact}/stream', group: 'Contacts', who: ['contact token'],
    summary: 'Follow what a customer is shown',
    description: 'Server-Sent Events: `display` (schema Display) at once and on each change, `fresh` (schema Fresh) while nothing changes, `refused` (schema '
      + 'Refused) when the token ends. `id` is `epoch:seq`. A slow reader gets the newest and never a backlog.',
    parameters: [{ name: 'Accept-Language', in: 'header', description: 'languages of the customer', example: 'nl' }],
    answer: { status: 200, description: 'The stream.', media: { 'text/event-stream': 'text' } },
    problems: TOKEN_PROBLEMS,
    curl: 'curl -sSN "$URL/v1/centers/example/contacts/c-17/stream" -H "Authorization: Bearer $TOKEN"',
  },
  {
    id: 'postTold', method: 'post', path: '/v1/centers/{center}/contacts/{contact}/told', group: 'Contacts', who: ['contact token', 'ivr', 'admin'],
    summary: 'Say that a display was received or shown',
    description: 'A receipt. Only what is received or shown counts as told. Repeating one changes nothing.',
    body: { required: true, media: { 'application/json': 'Told' } },
    answer: { status: 204, description: 'The log has it.' },
    problems: [...TOKEN_PROBLEMS, 'unknown-key', 'wrong-purpose', 'malformed-json', 'invalid-field', 'too-many-requests', 'store-unavailable'],
    curl: `curl -sS "$URL/v1/centers/example/contacts/c-17/told" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"seq":42,"level":"shown"}'`,
  },
  {
    id: 'postCallback', method: 'post', path: '/v1/centers/{center}/contacts/{contact}/callback', group: 'Contacts', who: ['contact token'],
    summary: 'Ask to be called back',
    description: 'Carries the wish to the center\'s own server (`callback.requestUrl`) as `callback.requested`, signed by Standard Webhooks. Only the feed\'s '
      + 'events confirm it; until then the display stays as it is. The same wish within a minute is not carried twice.',
    body: { required: false, media: { 'application/json': 'CallbackRequest' } },
    answer: { status: 202, description: 'The center was asked.', media: { 'application/json': 'CallbackAnswer' } },
    problems: [...TOKEN_PROBLEMS, 'malformed-json', 'invalid-field', 'callback-not-offered', 'callback-not-taken'],
    curl: 'curl -sS -X POST "$URL/v1/centers/example/contacts/c-17/callback" -H "Authorization: Bearer $TOKEN"',
  },
  {
    id: 'postMessages', method: 'post', path: '/v1/centers/{center}/contacts/{contact}/messages', group: 'Contacts', who: ['contact token', 'ivr', 'admin'],
    summary: 'Be told by message while waiting',
    description: 'The customer asked for it ("press 1"). At most three messages a wait, a receipt, one revision and that it is nearly the turn, each sent to the '
      + 'center\'s own server (`messages.requestUrl`) as `message.due`, signed by Standard Webhooks; that server has the number and sends them. '
      + '`{"wanted":false}` ends it. It may be asked for before the first event.',
    body: { required: false, media: { 'application/json': 'MessagesRequest' } },
    answer: { status: 200, description: 'Noted.', media: { 'application/json': 'MessagesAnswer' } },
    problems: [...TOKEN_PROBLEMS, 'unknown-key', 'wrong-purpose', 'malformed-json', 'invalid-field', 'messages-not-offered', 'center-full'],
    curl: 'curl -sS -X POST "$URL/v1/centers/example/contacts/c-17/messages" -H "Authorization: Bearer $IVR_KEY"',
  },
] as const satisfies readonly Operation[]
