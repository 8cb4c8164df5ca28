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

  it.each(['ingest', 'watch'])('%s: every check of the script holds', async (name) => {
    const keys = server.keys()
    const run = spawn(process.execPath, [
      LOAD, name, '--url', server.url, '--center', 'example', '--feed-key', keys.feed.demo, '--token-key', keys.token, '--seconds', '3', '--users', '2',
    ], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    run.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    run.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const [code] = (await once(run, 'exit')) as [number | null]
    expect(code, output).toBe(0)
  })
})
