import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWithUs } from './end-with-us.ts'

const MAIN = fileURLToPath(new URL('../../../server/dist/bundle/main.js', import.meta.url))
const START_LIMIT_MS = 60_000

export interface ExampleKeys { feed: { demo: string }; read: string; token: string; ivr: string; supervisor: string; inspect: string; admin: string }
export interface ServerProcess {
  url: string
  pid: number
  dataDir: string
  /** What it printed so far, both streams. */
  output(): string
  /** Keys of the example center, from keys.json. */
  keys(): ExampleKeys
  /** Ends it by its own id and waits until it is gone; resolves with the exit code, null after a signal. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'queuecast-data-'))
export const removeDataDir = (dir: string): void => rmSync(dir, { recursive: true, force: true })

/** Starts the built server as `npm start` does, on a free port of 127.0.0.1, and waits until it listens. `main` is that of another version. */
export async function startServerProcess(options: { dataDir: string; env?: Record<string, string>; port?: number; main?: string }): Promise<ServerProcess> {
  const { child, output } = spawnServer({ ...options.env, PORT: String(options.port ?? 0), QUEUECAST_DATA_DIR: options.dataDir }, options.main)
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not start:\n${output()}`)), START_LIMIT_MS)
    const look = (): void => {
      const found = /listens on (http:\S+)/.exec(output())?.[1]
      if (found === undefined) return
      clearTimeout(timer)
      resolve(found)
    }
    child.stdout?.on('data', look)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`the server ended with ${code}:\n${output()}`))
    })
  })
  return {
    url, output, dataDir: options.dataDir, pid: child.pid ?? 0,
    keys: () => (JSON.parse(readFileSync(join(options.dataDir, 'keys.json'), 'utf8')) as { example: ExampleKeys }).example,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
      return child.exitCode
    },
  }
}

/** Runs the server until it ends by itself, for starts that must fail. */
export async function runServerToEnd(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const { child, output } = spawnServer(env)
  await once(child, 'exit')
  return { code: child.exitCode, output: output() }
}

function spawnServer(env: Record<string, string>, main = MAIN): { child: ChildProcess; output(): string } {
  if (!existsSync(MAIN)) throw new Error('the server is not built: npm run build')
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('QUEUECAST_') && name !== 'PORT' && name !== 'HOST'))
  const child = spawn(process.execPath, ['--max-semi-space-size=64', main], { env: { ...clean, HOST: '127.0.0.1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  endWithUs(child)
  let text = ''
  const take = (chunk: Buffer): void => {
    text += chunk.toString('utf8')
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return { child, output: () => text }
}
