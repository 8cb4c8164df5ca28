// A center as its feed and its page see it; k6 gives the addresses and keys by the environment.
import http from 'k6/http'
import { check } from 'k6'
import exec from 'k6/execution'

export const base = `${__ENV.BASE_URL}/v1/centers/${__ENV.CENTER}`
const json = { 'content-type': 'application/json', 'queuecast-purpose': 'test' }
const as = (key) => Object.assign({ authorization: `Bearer ${key}` }, json)

/** Drawn by chance: two load generators that start in one millisecond count their virtual users alike, and would answer each other's contacts. */
const user = crypto.randomUUID()

/** A name that no other iteration of any run has. */
export const runName = () => `k6-${user}-${exec.vu.iterationInInstance}`

/** Times of one virtual user never stand still, so that its line has one order. */
let lastMs = 0
const nextMs = () => (lastMs = Math.max(Date.now(), lastMs + 1))

const event = (type, contact, fields) => Object.assign({ id: `${contact}-${type}`, type, time: nextMs(), contact }, fields)
export const queued = (contact, queue) => event('contact.queued', contact, { queue, channel: 'chat' })
export const answered = (contact) => event('contact.answered', contact, { agent: `agent-${user}` })
export const handled = (contact) => event('contact.handled', contact, { agent: `agent-${user}` })

/** Tells events; the log position, for `?after=`. */
export function tell(...events) {
  const answer = http.post(`${base}/events`, JSON.stringify({ events }), { headers: as(__ENV.FEED_KEY), tags: { name: 'events' } })
  check(answer, { 'all events accepted': ({ status }) => status === 202 && answer.json('accepted') === events.length })
  return answer.status === 202 ? answer.json('logPosition') : undefined
}

export function mint(contact, lifetimeSeconds) {
  const answer = http.post(`${base}/contacts/${contact}/token`, JSON.stringify(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }), { headers: as(__ENV.TOKEN_KEY), tags: { name: 'token' } })
  check(answer, { 'token minted': ({ status }) => status === 200 || status === 201 })
  return answer.json('token')
}

/** GET of a display with the customer's own token. */
export function get(contact, token, { after, tag } = {}) {
  const headers = Object.assign({ 'authorization': `Bearer ${token}`, 'accept-language': 'en' }, tag === undefined ? {} : { 'if-none-match': tag })
  return http.get(`${base}/contacts/${contact}/display${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`, { headers, tags: { name: 'display' } })
}
