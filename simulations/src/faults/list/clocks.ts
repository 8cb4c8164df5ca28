import type { Fault } from '../fault.ts'
import { pause } from '../kit/http.ts'
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
