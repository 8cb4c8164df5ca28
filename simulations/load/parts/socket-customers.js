import { check } from 'k6'
import { WebSocket } from 'k6/websockets'
import { answered, get, mint, queued, runName, tell } from './center.js'
import { eventToScreen, Shown } from './shown.js'

/** Slower than the four displays a second that one customer gets. */
const STEP_MS = 400
const CUSTOMERS = Number(__ENV.CUSTOMERS || 8)
const LIMIT_MS = 20_000

/** Socket.IO 5 in Engine.IO 4, as bytes on the wire: open, join, ping, event. */
function connect(contact, token, { onDisplay, onFresh, onRefused }) {
  const socket = new WebSocket(`${__ENV.BASE_URL.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`)
  socket.addEventListener('message', ({ data }) => {
    if (data[0] === '0') return socket.send(`40/contact,${JSON.stringify({ token, v: 1, lang: 'en' })}`)
    if (data === '2') return socket.send('3')
    if (!data.startsWith('42/contact,')) return undefined
    const [name, payload] = JSON.parse(data.slice('42/contact,'.length))
    if (name === 'display') onDisplay(payload)
    if (name === 'fresh') onFresh(payload)
    if (name === 'refused') onRefused(payload)
    return undefined
  })
  socket.addEventListener('error', onRefused)
  return socket
}

/**
 * A line of customers, each on a socket of its own; the first is answered, again and again. Each step must reach all who are
 * left, and at the end everyone's last display is what the server says over HTTP.
 */
export function socketCustomers() {
  const run = runName()
  const people = Array.from({ length: CUSTOMERS }, (_, i) => ({ contact: `${run}-${i}`, shown: new Shown(), place: i + 1, refused: false }))
  let position = tell(...people.map(({ contact }) => queued(contact, `${run}-line`)))
  for (const person of people) person.token = mint(person.contact)
  let step
  const until = Date.now() + LIMIT_MS + CUSTOMERS * STEP_MS * 4
  let next = 0

  const look = (person) => {
    const { last } = person.shown
    const there = last !== undefined && (person.place === 0 ? last.state === 'answered' : last.state === 'waiting' && last.position === person.place)
    if (there && !person.there && person.sentMs !== undefined) eventToScreen.add(Date.now() - person.sentMs)
    person.there = there
  }
  for (const person of people) {
    person.there = false
    person.socket = connect(person.contact, person.token, {
      onDisplay: (display) => {
        person.shown.take(display)
        look(person)
      },
      onFresh: (fresh) => person.shown.renew(fresh),
      onRefused: () => (person.refused = true),
    })
  }
  const finish = () => {
    clearInterval(step)
    for (const person of people) {
      const truth = get(person.contact, person.token, { after: position }).json()
      check(person, {
        'nobody was refused': ({ refused }) => !refused,
        'last display is the truth': ({ shown }) => shown.is(truth),
        'every step arrived': ({ there }) => there,
      })
      person.socket.close()
    }
  }
  step = setInterval(() => {
    const all = people.every(({ there }) => there)
    if (Date.now() > until || (all && next === people.length)) return finish()
    if (!all) return undefined
    const sentMs = Date.now()
    for (const person of people) {
      // Those already answered are told nothing new.
      if (person.place === 0) continue
      person.place -= 1
      person.sentMs = sentMs
      person.there = false
    }
    position = tell(answered(people[next].contact))
    next += 1
    return undefined
  }, STEP_MS)
}
