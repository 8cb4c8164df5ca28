// Feeds a center by batches of contact events; each virtual user is one feed connection.
// A contact is queued, answered and handled, so that lines stay short while events flow.
import http from 'k6/http'
import { check } from 'k6'
import exec from 'k6/execution'

export const options = {
  scenarios: { ingest: { executor: 'constant-vus', vus: Number(__ENV.USERS), duration: `${__ENV.SECONDS}s` } },
  thresholds: { checks: ['rate==1'] },
  summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max'],
}
const CONTACTS = 33

export default function ingest() {
  const now = Date.now()
  const run = `k6-${exec.vu.idInTest}-${exec.vu.iterationInScenario}-${now}`
  const events = []
  for (let i = 0; i < CONTACTS; i++) {
    const contact = `${run}-${i}`
    events.push({ id: `${contact}-q`, type: 'contact.queued', time: now - 2000, contact, queue: `load-${i % 4}`, channel: 'chat' })
    events.push({ id: `${contact}-a`, type: 'contact.answered', time: now - 1000, contact, agent: `agent-${i}` })
    events.push({ id: `${contact}-h`, type: 'contact.handled', time: now, contact, agent: `agent-${i}` })
  }
  const answer = http.post(`${__ENV.BASE_URL}/v1/centers/${__ENV.CENTER}/events`, JSON.stringify({ events }), {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${__ENV.FEED_KEY}`, 'queuecast-purpose': 'test' },
  })
  check(answer, { 'all events accepted': ({ status }) => status === 202 && answer.json('accepted') === events.length })
}
