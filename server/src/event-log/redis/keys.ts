/** Keys in Redis. The partition is the hash tag, so that all of a partition lies on one node of a cluster. */
export const KEY_PARTITIONS = 'queuecast:partitions'
export const secretKey = (name: string): string => `queuecast:secret:${name}`
export const logKey = (partition: number): string => `{${partition}}:log`
export const epochKey = (partition: number): string => `{${partition}}:epoch`
/** Which Redis held the log when its epoch began, as `SERVER_NOW` names it. */
export const serverKey = (partition: number): string => `{${partition}}:server`
export const leaderKey = (partition: number): string => `{${partition}}:leader`
/** Hash with the fields `newest` and `previous`: the valid snapshot rounds, as JSON. */
export const roundsKey = (partition: number): string => `{${partition}}:snap`
/** Sorted set of all chunk keys by when they were written, so that what a crash left can be found. */
export const chunkIndexKey = (partition: number): string => `{${partition}}:snap-chunks`
export const chunkKey = (partition: number, round: string, name: string): string => `{${partition}}:snap:${round}:${name}`
export const lineKey = (partition: number, center: string, queue: string): string => `{${partition}}:line:${center}:${queue}`
export const queueKey = (partition: number, center: string, queue: string): string => `{${partition}}:queue:${center}:${queue}`

/** Lua: `server_now()` names the Redis that runs the script. A node of a cluster keeps its name over restarts; any other gets a new one, as if it were another. */
export const SERVER_NOW = `
local function server_now()
  local node = redis.pcall('CLUSTER', 'MYID')
  if type(node) == 'string' then return node end
  return string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
end`
