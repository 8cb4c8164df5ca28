import type { Fault } from '../fault.ts'
import { checkAgainst } from '../kit/check.ts'
import { hasSettled, pause, postEvents, readDisplay, within } from '../kit/http.ts'
import { makePreload, preloadMissing } from '../kit/preload.ts'
import { startWorld } from '../kit/world.ts'

/** The wall clocks of both nodes jump, by themselves; the log's time is the store's and stays. */
export const serverClock: Fault = {
  name: 'server-clock', what: "both nodes' wall clocks jump by an hour ahead and back while Redis' stays",
  missing: preloadMissing,
  async run(run) {
    const preload = makePreload(run)
    const world = await startWorld(run, { store: 'redis', env: preload.env })
    for (let jump = 0; jump < (run.scale === 'short' ? 1 : 3); jump += 1) {
      await world.feed.more(60)
      preload.moveClock(Math.round((run.random() - 0.5) * 7_200) * 1_000)
      // Nodes say that they are not ready, so a balancer would send nobody; what they show must be true all the same.
      await pause(4_000)
      preload.moveClock(0)
      if (!(await world.feed.more(60))) run.violated('serving', 'no events were taken 60 s after the clock was right again')
    }
    await world.check()
  },
}

/** The embedded store's own clock is the log's: it jumps ahead by a little and back, as a badly kept machine's does; then kill -9. */
export const embeddedClock: Fault = {
  name: 'embedded-clock', what: "the wall clock of the one server on the embedded store, which is the log's, jumps by up to 20 s ahead and back",
  missing: preloadMissing,
  async run(run) {
    const preload = makePreload(run)
    const world = await startWorld(run, { store: 'embedded', env: preload.env })
    for (let jump = 0; jump < (run.scale === 'short' ? 1 : 4); jump += 1) {
      await world.feed.more(60)
      preload.moveClock(Math.round((run.random() - 0.5) * 40) * 1_000)
      if (!(await world.feed.more(60))) run.violated('serving', 'no events were taken while the clock was off')
      await pause(4_000)
      preload.moveClock(0)
      if (!(await world.feed.more(60))) run.violated('serving', 'no events were taken 60 s after the clock was right again')
    }
    await world.nodes[0]?.stop('SIGKILL')
    await world.restart(0)
    await world.check()
  },
}

/** The feed's clock jumps between contacts, ahead and back; then three days ahead, which is refused. */
export const feedClock: Fault = {
  name: 'feed-clock', what: "the feed's clock is another for every ten contacts, up to two minutes ahead and back, and once in a while by days",
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

/** The feed's clock is set, as by NTP or a hand: who waits must not be said to have waited longer or shorter for it, nor who comes then. */
export const feedClockSet: Fault = {
  name: 'feed-clock-set', what: "the feed's clock is set ahead by up to two minutes, right again, and back by up to 20 s; who waits goes on as long as ever",
  async run(run) {
    const world = await startWorld(run, { store: 'embedded', feed: { pauseMs: 300 } })
    const draw = (fromMs: number, toMs: number): number => Math.round(fromMs + run.random() * (toMs - fromMs))
    const first = [draw(10_000, 120_000), 0]
    const clocks = run.scale === 'short' ? first : [...first, draw(-20_000, -5_000), 0, draw(-20_000, -5_000), draw(10_000, 120_000)]
    for (const next of clocks) {
      world.feed.setClock(next)
      world.watchers.feedClockSet()
      await pause(1_000)
      await world.watchers.watch([...world.feed.truth.places().keys()].slice(-8), world.urls())
      if (!(await world.feed.more(60))) run.violated('serving', `no events were taken with the feed's clock off by ${next / 1000} s`)
      await pause(7_000)
    }
    run.note(`clocks off by ${clocks.map((ms) => ms / 1000).join(', ')} s`)
    await world.check()
  },
}
