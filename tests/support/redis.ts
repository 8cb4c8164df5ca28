// The fault runs of `simulations` start the same processes.
export { freePort, redisAvailable, startRedis } from '@queuecast/simulations/processes'
export type { RedisOptions, TestRedis } from '@queuecast/simulations/processes'
