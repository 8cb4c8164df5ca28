import type { TestRedis } from '../processes/index.ts'

/** The ledger's keys, and how many payloads they hold: one for each contact that has been settled, and one an hour. */
export async function settledContacts(redis: TestRedis): Promise<{ keys: string[]; settled: number }> {
  const keys = (await redis.cli('KEYS', '*ledger*')).split('\n').filter((key) => key !== '')
  let settled = 0
  for (const key of keys.filter((one) => one.includes(':payloads:'))) settled += Number(await redis.cli('HLEN', key))
  return { keys, settled }
}
