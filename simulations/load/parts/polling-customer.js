import { check, sleep } from 'k6'
import { answered, get, mint, queued, runName, tell } from './center.js'
import { eventToScreen, Shown } from './shown.js'

const AHEAD = 4
const POLL_SECONDS = 0.2

/** A customer who polls with ETag while those ahead are answered: the plainest client there is. */
export function pollingCustomer() {
  const run = runName()
  const ahead = Array.from({ length: AHEAD }, (_, i) => `${run}-${i}`)
  const contact = `${run}-me`
  const token = mint(contact)
  const shown = new Shown()
  let tag
  let position = tell(...[...ahead, contact].map((one) => queued(one, `${run}-line`)))
  const look = (after) => {
    const answer = get(contact, token, after === undefined ? { tag } : { after })
    check(answer, { 'display or 304': ({ status }) => status === 200 || status === 304 })
    if (answer.status === 200) shown.take(answer.json())
    else if (answer.status === 304) shown.renew({ freshForSeconds: Number(answer.headers['Queuecast-Fresh-For']) })
    tag = answer.headers.Etag
  }
  const isAt = (place) => ({ 'place is true at once': () => shown.last !== undefined && shown.last.state === 'waiting' && shown.last.position === place })
  look(position)
  check(shown, isAt(AHEAD + 1))
  for (const [index, one] of ahead.entries()) {
    sleep(POLL_SECONDS)
    look()
    const sentMs = Date.now()
    position = tell(answered(one))
    look(position)
    eventToScreen.add(Date.now() - sentMs)
    check(shown, isAt(AHEAD - index))
  }
  position = tell(answered(contact))
  look(position)
  check(shown, { 'last display is the truth': ({ last }) => last !== undefined && last.state === 'answered' })
}
