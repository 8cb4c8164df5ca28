// Customers who join a line and poll their place with ETag until they are answered: the plainest client there is.
import http from 'k6/http'
import { check, sleep } from 'k6'
import exec from 'k6/execution'

export const options = {
  scenarios: { watch: { executor: 'constant-vus', vus: Number(__ENV.USERS), duration: `${__ENV.SECONDS}s` } },
  thresholds: { checks: ['rate==1'] },
  summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max'],
}
const center = `${__ENV.BASE_URL}/v1/centers/${__ENV.CENTER}`
const json = { 'content-type': 'application/json', 'queuecast-purpose': 'test' }

function tell(type, contact, fields) {
  const event = Object.assign({ id: `${contact}-${type}`, type, time: Date.now(), contact }, fields)
  return http.post(`${center}/events`, JSON.stringify({ events: [event] }), { headers: Object.assign({ authorization: `Bearer ${__ENV.FEED_KEY}` }, json) })
}

export default function watch() {
  const contact = `k6w-${exec.vu.idInTest}-${exec.vu.iterationInScenario}-${Date.now()}`
  const minted = http.post(`${center}/contacts/${contact}/token`, '{}', { headers: Object.assign({ authorization: `Bearer ${__ENV.TOKEN_KEY}` }, json) })
  check(minted, { 'token minted': ({ status }) => status === 200 || status === 201 })
  const position = tell('contact.queued', contact, { queue: 'watched', channel: 'chat' }).json('logPosition')
  const authorization = `Bearer ${minted.json('token')}`
  const first = http.get(`${center}/contacts/${contact}/display?after=${encodeURIComponent(position)}`, { headers: { authorization } })
  check(first, { 'place is true at once': ({ status }) => status === 200 && first.json('state') === 'waiting' && first.json('position') >= 1 })
  for (let i = 0; i < 3; i++) {
    sleep(0.2)
    const again = http.get(`${center}/contacts/${contact}/display`, { headers: { authorization, 'if-none-match': first.headers.Etag || '' } })
    check(again, { 'display or 304': ({ status }) => status === 200 || status === 304 })
  }
  tell('contact.answered', contact, { agent: `agent-${exec.vu.idInTest}` })
}
