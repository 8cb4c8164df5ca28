import type { Random } from '../../contact-center/random.ts'
import type { Fault, FaultRun } from '../fault.ts'
import { eachOf, pause, postEvents, readDisplay, within } from '../kit/http.ts'
import { type ToldEvent, Truth } from '../kit/truth.ts'
import { startWorld, type World } from '../kit/world.ts'

const LOST = 0.05
const TWICE = 0.3
const QUEUE = 'packets'

/** A life of a contact: queued, and perhaps answered or gone, each a while after the other. */
function lives(random: Random, contacts: number, sinceMs: number): ToldEvent[] {
  return Array.from({ length: contacts }, (_, i) => {
    const contact = `p-${i}`
    const time = sinceMs + i * 40
    const queued: ToldEvent = { id: `${contact}-q`, type: 'contact.queued', time, contact, queue: QUEUE }
    const fate = random()
    if (fate < 0.4) return [queued]
    return [queued, { id: `${contact}-end`, type: fate < 0.8 ? 'contact.answered' as const : 'contact.abandoned' as const, time: time + 5 + Math.floor(random() * 3_000), contact }]
  }).flat()
}

function shuffle<T>(random: Random, items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1))
    const [a, b] = [items[i] as T, items[j] as T]
    items[i] = b
    items[j] = a
  }
  return items
}

/** Posts in small batches over several connections at once, so that the log's order is the shuffled one and then some. */
async function postAll(run: FaultRun, world: World, events: readonly ToldEvent[]): Promise<void> {
  const batches: ToldEvent[][] = []
  for (let at = 0; at < events.length;) {
    const size = 1 + Math.floor(run.random() * 6)
    batches.push(events.slice(at, at + size))
    at += size
  }
  await eachOf(batches, 4, async (batch) => {
    const urls = world.urls()
    const url = urls[Math.floor(run.random() * urls.length)] ?? ''
    if (!(await within(20_000, async () => (await postEvents(url, world.keys.feed.demo, batch))?.status === 202))) run.violated('serving', 'a batch was not taken')
    await pause(run.random() * 10)
  })
}

export const feedPackets: Fault = {
  name: 'feed-packets', what: 'events of a feed come twice, late, in any order over both nodes, and some not at all', short: true,
  async run(run) {
    const world = await startWorld(run, { store: run.scale === 'short' ? 'embedded' : 'redis' })
    await world.feed.stop()
    await world.feed.settle(20_000)
    const happened = lives(run.random, run.scale === 'short' ? 150 : 500, Date.now() - 30_000)
    const arrived = happened.filter(() => run.random() >= LOST)
    await postAll(run, world, shuffle(run.random, arrived.flatMap((event) => (run.random() < TWICE ? [event, event] : [event]))))
    // The truth is what arrived, in its own order of time.
    const truth = new Truth()
    for (const event of [...arrived].sort((a, b) => a.time - b.time)) truth.apply(event)
    const places = truth.places()
    for (const url of world.urls()) {
      await eachOf(truth.contacts(), 8, async (contact) => {
        let shown: string | undefined
        const right = await within(30_000, async () => {
          const display = await readDisplay(url, world.keys, contact)
          shown = `${display?.state} ${display?.position ?? ''}`
          return display?.state === truth.state(contact) && (display?.state !== 'waiting' || display.position === places.get(contact))
        })
        if (!right) run.violated('lost', `${contact} is ${truth.state(contact)} ${places.get(contact) ?? ''}, but ${url} says ${shown}`)
      })
    }
    run.note(`${happened.length} events happened, ${arrived.length} arrived`)
    await world.check()
  },
}
