import type { Fault } from './fault.ts'
import { halfOpen, reconnectStorm, slowReaders, stoppedReaders } from './list/clients.ts'
import { embeddedClock, feedClock, feedClockSet, serverClock } from './list/clocks.ts'
import { diskFull, diskSlow } from './list/disk.ts'
import { feedPackets } from './list/feed-packets.ts'
import { garbage } from './list/garbage.ts'
import { cuts, redisFull, redisKill, redisPause } from './list/redis-away.ts'
import { redisFailover } from './list/redis-failover.ts'
import { clusterFailover, sentinelFailover } from './list/takeover.ts'
import { nodeKill, serverKill } from './list/server-kill.ts'
import { tornWrite } from './list/torn-write.ts'

/** Every fault, in the order of the table. */
export const FAULTS: readonly Fault[] = [
  serverKill, nodeKill, redisKill, redisPause, redisFailover, sentinelFailover, clusterFailover, redisFull, ...cuts, diskSlow, diskFull, tornWrite,
  feedPackets, feedClock, feedClockSet, serverClock, embeddedClock, garbage, reconnectStorm, slowReaders, stoppedReaders, halfOpen,
]
