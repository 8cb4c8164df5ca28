import type { Random } from '../../contact-center/random.ts'
import type { Fault, FaultRun } from '../fault.ts'
import { checkAgainst } from '../kit/check.ts'
import { eachOf, hasSettled, pause, postEvents, readDisplay, within } from '../kit/http.ts'
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

/** The feed's clock jumps between contacts, ahead and back; then a day ahead, which is refused. */
export const feedClock: Fault = {
  name: 'feed-clock', what: "the feed's clock jumps by up to two minutes ahead and back, also within a contact's life, and by days",
  async run(run) {
    const world = await startWorld(run, { store: 'embedded' })
    await world.feed.stop()
    await world.feed.settle(20_000)
    world.watchers.feedClockIsOff()
    const answered: string[] = []
    const jumps = run.scale === 'short' ? 4 : 12
    for (let jump = 0; jump < jumps; jump += 1) {
      const offMs = Math.round((run.random() - 0.5) * 240_000)
      for (let i = 0; i < 10; i += 1) {
        const contact = `j-${jump}-${i}`
        const time = Date.now() + offMs
        const url = world.urls()[0] ?? ''
        const told = await postEvents(url, world.keys.feed.demo, [{ id: `${contact}-q`, type: 'contact.queued', time, contact, queue: 'clock' }])
        const ended = await postEvents(url, world.keys.feed.demo, [{ id: `${contact}-a`, type: 'contact.answered', time: time + 1_000, contact }])
        if (told?.status === 202 && ended?.status === 202) answered.push(contact)
      }
      const days = await postEvents(world.urls()[0] ?? '', world.keys.feed.demo, [{ id: `d-${jump}`, type: 'contact.queued', time: Date.now() + 3 * 86_400_000, contact: `d-${jump}`, queue: 'clock' }])
      if (days?.status === 202 && days.accepted > 0) run.violated('lost', 'an event three days ahead was taken')
    }
    for (const contact of answered) {
      const settled = await within(20_000, async () => hasSettled((await readDisplay(world.urls()[0] ?? '', world.keys, contact))?.state ?? ''))
      if (!settled) run.violated('split', `${contact} was answered but is not shown so after a jump of the feed's clock`)
    }
    run.note(`${answered.length} contacts answered over ${jumps} jumps`)
    await checkAgainst(run, world.feed, world.urls(), world.keys)
  },
}
