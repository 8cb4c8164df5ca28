import type { Fault } from '../fault.ts'
import { pause } from '../kit/http.ts'
import { startWorld } from '../kit/world.ts'

/** Kills under load and starts again, on the embedded store. */
export const serverKill: Fault = {
  name: 'server-kill', what: 'kill -9 of the one server under load, embedded store', short: true,
  async run(run) {
    const world = await startWorld(run, { store: 'embedded' })
    for (let kill = 0; kill < (run.scale === 'short' ? 2 : 5); kill += 1) {
      await world.feed.more(100 + Math.floor(run.random() * 300))
      await pause(run.random() * 200)
      await world.nodes[0]?.stop('SIGKILL')
      await world.restart(0)
    }
    await world.feed.more(100)
    await world.check()
  },
}

/** The other node goes on; the killed one comes back and must say the same. */
export const nodeKill: Fault = {
  name: 'node-kill', what: 'kill -9 of one of two nodes on Redis under load, in turn',
  async run(run) {
    const world = await startWorld(run, { store: 'redis' })
    for (let kill = 0; kill < (run.scale === 'short' ? 2 : 4); kill += 1) {
      await world.feed.more(100 + Math.floor(run.random() * 200))
      await world.nodes[kill % 2]?.stop('SIGKILL')
      if (!(await world.feed.more(100))) run.violated('serving', 'the other node took no events')
      await world.restart(kill % 2)
    }
    await world.check()
  },
}
