import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'

const LOAD = fileURLToPath(new URL('../../simulations/dist/load/main.js', import.meta.url))

function k6Available(): boolean {
  const found = spawnSync('k6', ['version'], { stdio: 'ignore' }).status === 0
  if (!found && process.env['CI'] === 'true') throw new Error('k6 is not installed: in CI the load scripts must run')
  if (!found) console.warn('skipped: the load scripts, because k6 is not installed (go install go.k6.io/k6@v1.8.1)')
  return found
}

/** Short and light: that the scripts work against a real server, not how fast it is. */
describe.skipIf(!k6Available())('load scripts', () => {
  let server: ServerProcess
  const dataDir = newDataDir()
  beforeAll(async () => {
    server = await startServerProcess({ dataDir })
  })
  afterAll(async () => {
    await server?.stop('SIGKILL')
    removeDataDir(dataDir)
  })

  // At once, so that the minute of the event stream is shared; each script checks what its own customers are shown.
  it.concurrent.each([['ingest', 3], ['watch', 3], ['sockets', 3], ['surge', 6], ['day', 10], ['sse', 60]] as const)('%s: every check of the script holds', async (name, seconds) => {
    const keys = server.keys()
    const run = spawn(process.execPath, [
      LOAD, name, '--url', server.url, '--center', 'example', '--feed-key', keys.feed.demo, '--token-key', keys.token, '--seconds', String(seconds), '--users', '2',
    ], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LATENCY_MS: '30000', LATE_MS: '10000' } })
    let output = ''
    run.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    run.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const [code] = (await once(run, 'exit')) as [number | null]
    expect(code, output).toBe(0)
  }, 240_000)
})
