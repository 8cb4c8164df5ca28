import http from 'k6/http'
import { check } from 'k6'
import { answered, base, get, mint, queued, runName, tell } from './center.js'
import { Shown } from './shown.js'

/** The shortest life of a token. k6 hands over a response when it ends, and the stream ends with its token. */
const LIFE_SECONDS = 60
const AHEAD = 6
const EVERY_MS = 4_000

/** A customer on Server-Sent Events for a minute, while those ahead are answered; then the frames are read as they came. */
export async function sseCustomer() {
  const run = runName()
  const ahead = Array.from({ length: AHEAD }, (_, i) => `${run}-${i}`)
  const contact = `${run}-me`
  tell(...[...ahead, contact].map((one) => queued(one, `${run}-line`)))
  const later = mint(contact)
  const stream = http.asyncRequest('GET', `${base}/contacts/${contact}/stream`, null, {
    headers: { 'authorization': `Bearer ${mint(contact, LIFE_SECONDS)}`, 'accept': 'text/event-stream', 'accept-language': 'en' }, timeout: '90s', tags: { name: 'stream' },
  })
  const steps = [...ahead]
  let position
  const timer = setInterval(() => {
    const one = steps.shift()
    if (one === undefined) clearInterval(timer)
    else position = tell(answered(one))
  }, EVERY_MS)
  const answer = await stream
  clearInterval(timer)

  const shown = new Shown()
  const places = []
  let fresh = 0
  for (const frame of String(answer.body).split('\n\n')) {
    const fields = Object.fromEntries(frame.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
    if (fields.event === 'display') {
      const display = JSON.parse(fields.data)
      shown.take(display)
      places.push(display.position)
    } else if (fields.event === 'fresh') fresh += 1
  }
  const truth = get(contact, later, { after: position }).json()
  check(answer, {
    'stream lived as long as its token': ({ status }) => status === 200 && String(answer.body).includes('event: refused'),
    'every place was shown': () => Array.from({ length: AHEAD + 1 }, (_, i) => i + 1).every((place) => places.includes(place)),
    'freshness was renewed': () => fresh > 0,
    'last display is the truth': () => shown.is(truth),
  })
  tell(answered(contact))
}
