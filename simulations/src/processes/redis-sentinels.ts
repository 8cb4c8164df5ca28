import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endWithUs } from './end-with-us.ts'
import { freePort, startRedis, type TestRedis } from './redis.ts'

/** A master and a replica behind three sentinels that fail over on their own. */
export interface TestSentinels {
  /** As QUEUECAST_REDIS_URL has it. */
  readonly url: string
  /** The same, one address a sentinel. */
  readonly urls: readonly string[]
  /** Both; which is the master changes. */
  readonly servers: readonly TestRedis[]
  /** Who is the master now, as the sentinels say, and who would take over. */
  holder(): Promise<{ master: TestRedis; replica: TestRedis }>
  stop(): Promise<void>
}

const NAME = 'mymaster'
/** A machine under load is late by itself; and a replica that lost its master for ten times as long is not promoted. */
const DOWN_AFTER_MS = 2_000
const FAILOVER_TIMEOUT_MS = 10_000
const FORM_LIMIT_MS = 60_000

/** @param password of all of them, Redis and sentinels alike */
export async function startSentinels({ password }: { password?: string } = {}): Promise<TestSentinels> {
  const undo: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => { for (const one of undo.toReversed()) await one() }
  const server = async (settings: Record<string, string>): Promise<TestRedis> => {
    const redis = await startRedis({ appendonly: 'always', settings: { 'repl-diskless-sync-delay': '0', ...(password === undefined ? {} : { requirepass: password, masterauth: password }), ...settings } })
    undo.push(() => redis.stop())
    return redis
  }
  try {
    const first = await server({})
    const servers = [first, await server({ replicaof: `127.0.0.1 ${first.port}` })]
    const ports: number[] = []
    for (let i = 0; i < 3; i += 1) {
      const sentinel = await startSentinel(first.port, password)
      ports.push(sentinel.port)
      undo.push(sentinel.stop)
    }
    const ask = (port: number, ...args: string[]): Promise<string> => first.cli('-p', String(port), 'SENTINEL', ...args)
    const knowsAll = async (port: number): Promise<boolean> => {
      const said = (await ask(port, 'MASTER', NAME)).split('\n')
      const value = (name: string): string | undefined => said[said.indexOf(name) + 1]
      return value('num-slaves') === '1' && value('num-other-sentinels') === '2' && value('flags') === 'master'
    }
    await within('the sentinels do not find each other', async () => (await Promise.all(ports.map(knowsAll))).every(Boolean))
    const login = password === undefined ? '' : `:${encodeURIComponent(password)}@`
    const tail = `/${NAME}${password === undefined ? '' : `?sentinelPassword=${encodeURIComponent(password)}`}`
    return {
      urls: ports.map((port) => `redis-sentinel://${login}127.0.0.1:${port}${tail}`),
      url: `redis-sentinel://${login}${ports.map((port) => `127.0.0.1:${port}`).join(',')}${tail}`, servers, stop,
      async holder() {
        const [, port] = (await ask(ports[0] ?? 0, 'GET-MASTER-ADDR-BY-NAME', NAME)).split('\n')
        const master = servers.find((one) => String(one.port) === port)
        const replica = servers.find((one) => one !== master)
        if (master === undefined || replica === undefined) throw new Error(`the sentinels name a master at port ${port}`)
        return { master, replica }
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startSentinel(masterPort: number, password: string | undefined): Promise<{ port: number; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'queuecast-sentinel-'))
  const port = await freePort()
  // A sentinel writes what it learns into its file.
  await writeFile(join(folder, 'sentinel.conf'), [
    `port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, `sentinel monitor ${NAME} 127.0.0.1 ${masterPort} 2`,
    `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`, `sentinel failover-timeout ${NAME} ${FAILOVER_TIMEOUT_MS}`,
    ...(password === undefined ? [] : [`sentinel auth-pass ${NAME} ${password}`, `requirepass ${password}`, `sentinel sentinel-pass ${password}`]), '',
  ].join('\n'))
  const child = spawn('redis-server', [join(folder, 'sentinel.conf'), '--sentinel'], { stdio: 'ignore' })
  endWithUs(child)
  return {
    port,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit')
        child.kill('SIGKILL')
        await gone
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function within(otherwise: string, check: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + FORM_LIMIT_MS
  while (!(await check().catch(() => false))) {
    if (Date.now() > until) throw new Error(otherwise)
    await new Promise((resolve) => { setTimeout(resolve, 100) })
  }
}
