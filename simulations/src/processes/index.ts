export { freePort, redisAvailable, startRedis } from './redis.ts'
export type { RedisOptions, TestRedis } from './redis.ts'
export { newDataDir, removeDataDir, runServerToEnd, startServerProcess } from './server-process.ts'
export type { ExampleKeys, ServerProcess } from './server-process.ts'
