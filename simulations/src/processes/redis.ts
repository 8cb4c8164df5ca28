import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { endWithUs } from './end-with-us.ts'

const SERVER = 'redis-server'
const START_LIMIT_MS = 30_000

export interface RedisOptions {
  /** `always` keeps everything over a kill; default off: nothing is kept. */
  appendonly?: 'no' | 'everysec' | 'always'
  /** Further settings, as on the command line without the dashes. */
  settings?: Record<string, string>
}

/** A private Redis on a port of its own, in a folder of its own. */
export interface TestRedis {
  readonly url: string
  readonly port: number
  readonly process: ChildProcess
  /** Ends it and removes its folder. */
  stop(): Promise<void>
  /** `kill -9`; the folder stays. */
  kill(): Promise<void>
  /** Starts it again on the same port and folder, after `kill`. */
  restart(): Promise<void>
  /** Runs redis-cli; resolves with what it printed, without the last line end. */
  cli(...args: string[]): Promise<string>
}

let found: boolean | undefined
/** Whether Redis is installed. Under CI=true its absence is an error. */
export function redisAvailable(): boolean {
  if (found === undefined) {
    try {
      execFileSync(SERVER, ['--version'], { stdio: 'ignore' })
      found = true
    } catch {
      found = false
    }
    if (!found && process.env['CI'] === 'true') throw new Error('redis-server is not installed: in CI the Redis tests must run (apt-get install redis-server)')
    if (!found) console.warn('skipped: the Redis tests, because redis-server is not installed (apt-get install redis-server)')
  }
  return found
}

export async function startRedis(options: RedisOptions = {}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'queuecast-redis-'))
  let port = await freePort()
  let child = await launch(folder, port, options)
  // Another process may have taken the port meanwhile.
  for (let attempt = 1; child === undefined; attempt += 1) {
    if (attempt === 5) throw new Error('redis-server does not start; run it by hand to see why')
    port = await freePort()
    child = await launch(folder, port, options)
  }
  let running: ChildProcess = child
  const kill = async (): Promise<void> => {
    if (running.exitCode !== null || running.signalCode !== null) return
    const exited = once(running, 'exit')
    running.kill('SIGKILL')
    await exited
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get process() { return running },
    kill,
    async stop() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
    async restart() {
      await kill()
      const again = await launch(folder, port, options)
      if (again === undefined) throw new Error(`redis-server does not start again on port ${port}`)
      running = again
    },
    async cli(...args) {
      const password = options.settings?.['requirepass']
      const login = password === undefined ? [] : ['--no-auth-warning', '-a', password]
      const { stdout } = await promisify(execFile)('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...login, ...args])
      return stdout.replace(/\n$/, '')
    },
  }
}

/** The running process once it answers, or undefined where it ended at once. */
async function launch(folder: string, port: number, options: RedisOptions): Promise<ChildProcess | undefined> {
  const appendonly = options.appendonly ?? 'no'
  const settings: Record<string, string> = {
    port: String(port), bind: '127.0.0.1', dir: folder, save: '', 'maxmemory-policy': 'noeviction', appendonly: appendonly === 'no' ? 'no' : 'yes',
    ...(appendonly === 'no' ? {} : { appendfsync: appendonly }), ...options.settings,
  }
  const child = spawn(SERVER, Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]), { stdio: ['ignore', 'pipe', 'inherit'] })
  endWithUs(child)
  const ready = new Promise<boolean>((resolve) => {
    let seen = ''
    child.stdout.on('data', (data: Buffer) => {
      seen += data.toString()
      if (seen.includes('Ready to accept connections')) resolve(true)
    })
    child.once('error', () => resolve(false))
    child.once('exit', () => resolve(false))
    setTimeout(() => resolve(false), START_LIMIT_MS).unref()
  })
  if (await ready) return child
  child.kill('SIGKILL')
  return undefined
}

export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
