/** Keys in Redis. The partition is the hash tag, so that all of a partition lies on one node of a cluster. */
export const KEY_PARTITIONS = 'queuecast:partitions'
export const secretKey = (name: string): string => `queuecast:secret:${name}`
export const logKey = (partition: number): string => `{${partition}}:log`
export const epochKey = (partition: number): string => `{${partition}}:epoch`
export const leaderKey = (partition: number): string => `{${partition}}:leader`
/** Hash with the fields `newest` and `previous`: the valid snapshot rounds, as JSON. */
export const roundsKey = (partition: number): string => `{${partition}}:snap`
/** Sorted set of all chunk keys by when they were written, so that what a crash left can be found. */
export const chunkIndexKey = (partition: number): string => `{${partition}}:snap-chunks`
export const chunkKey = (partition: number, round: string, center: string): string => `{${partition}}:snap:${round}:${center}`
export const lineKey = (partition: number, center: string, queue: string): string => `{${partition}}:line:${center}:${queue}`
export const queueKey = (partition: number, center: string, queue: string): string => `{${partition}}:queue:${center}:${queue}`
