// The fault runs of `simulations` start the same processes.
export { fallBehind, freePort, hasAll, redisAvailable, startRedis, startRedisCluster, startSentinels } from '@queuecast/simulations/processes'
export type { RedisOptions, TestCluster, TestRedis, TestSentinels } from '@queuecast/simulations/processes'
