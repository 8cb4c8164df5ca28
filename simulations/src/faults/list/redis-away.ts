import type { Fault, FaultRun } from '../fault.ts'
import { pause } from '../kit/http.ts'
import type { ProxyMode } from '../kit/tcp-proxy.ts'
import { startWorld, type World } from '../kit/world.ts'

/** Long enough that every display must have run out: it is fresh for 15 seconds. */
const AWAY_MS = 20_000
const BRIEF_MS = 3_000

export const redisKill: Fault = {
  name: 'redis-kill', what: 'kill -9 of Redis with appendfsync always, two nodes under load', short: true,
  async run(run) {
    const world = await startWorld(run, { store: 'redis' })
    for (let kill = 0; kill < (run.scale === 'short' ? 1 : 4); kill += 1) {
      await world.feed.more(100 + Math.floor(run.random() * 200))
      await world.redis?.kill()
      await pause(run.random() * 2_000)
      await world.redis?.restart()
      if (!(await world.feed.more(50))) run.violated('serving', 'no events were taken 60 s after Redis was back')
    }
    await world.check()
  },
}

/** Goes away, stays away while everything must run out, and comes back. */
async function away(run: FaultRun, world: World, begin: () => void, end: () => void): Promise<void> {
  await world.feed.more(200)
  begin()
  world.watchers.unreachable(Date.now())
  await pause(AWAY_MS)
  world.watchers.unreachable(undefined)
  end()
  if (!(await world.feed.more(100))) run.violated('serving', 'no events were taken 60 s after the store was back')
  await world.check()
}

export const redisPause: Fault = {
  name: 'redis-pause', what: 'SIGSTOP of Redis for 20 s, two nodes under load',
  async run(run) {
    const world = await startWorld(run, { store: 'redis' })
    await away(run, world, () => world.redis?.process.kill('SIGSTOP'), () => world.redis?.process.kill('SIGCONT'))
  },
}

const cut = (name: string, what: string, mode: ProxyMode): Fault => ({
  name, what,
  async run(run) {
    const world = await startWorld(run, { store: 'redis' })
    await world.feed.more(100)
    // A short one first, in the middle of appends: their answers are lost, not their entries.
    world.proxy?.mode(mode)
    await pause(BRIEF_MS * run.random())
    world.proxy?.mode('pass')
    await away(run, world, () => world.proxy?.mode(mode), () => world.proxy?.mode('pass'))
  },
})

export const cuts: readonly Fault[] = [
  cut('cut', 'connections between the nodes and Redis are reset and refused, briefly and for 20 s', 'cut'),
  cut('cut-to-redis', 'what the nodes send to Redis is lost, connections stay open', 'swallow-to-target'),
  cut('cut-from-redis', 'what Redis answers is lost, connections stay open', 'swallow-from-target'),
]

export const redisFull: Fault = {
  name: 'redis-full', what: 'Redis has no memory left (noeviction), then has',
  async run(run) {
    const world = await startWorld(run, { store: 'redis' })
    await world.feed.more(200)
    await world.redis?.cli('CONFIG', 'SET', 'maxmemory', '1mb')
    const before = world.feed.refused
    await pause(run.scale === 'short' ? 3_000 : 18_000)
    if (world.feed.refused === before) run.violated('lost', 'events were acknowledged by a Redis that was full')
    await world.redis?.cli('CONFIG', 'SET', 'maxmemory', '0')
    if (!(await world.feed.more(100))) run.violated('serving', 'no events were taken 60 s after there was memory again')
    await world.check()
  },
}
