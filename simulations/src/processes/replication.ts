import type { TestRedis } from './redis.ts'

const LIMIT_MS = 60_000

/** Waits until the replica has all that its master holds now. */
export async function hasAll(replica: TestRedis, master: TestRedis): Promise<void> {
  const goal = await offset(master, 'master_repl_offset')
  const until = Date.now() + LIMIT_MS
  while (!((await offset(replica, 'slave_repl_offset')) >= goal)) {
    if (Date.now() > until) throw new Error('the replica does not replicate')
    await new Promise((resolve) => { setTimeout(resolve, 20) })
  }
}

/** Cuts the replica off its master, which goes on; what is written from now on it never gets. */
export async function fallBehind(replica: TestRedis, master: TestRedis): Promise<void> {
  // A login that the master refuses. Bytes held back on the way would still be found in a socket.
  await replica.cli('CONFIG', 'SET', 'masterauth', 'refused')
  await master.cli('CLIENT', 'KILL', 'TYPE', 'replica')
}

async function offset(redis: TestRedis, name: string): Promise<number> {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(await redis.cli('INFO', 'replication'))?.[1] ?? Number.NaN)
}
