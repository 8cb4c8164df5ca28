import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'

const SCRIPT = fileURLToPath(new URL('../../docs/widget/follow.py', import.meta.url))
/** Debian's packages are in the system's own Python, which may not be the first in the path. */
const python = ['python3', '/usr/bin/python3'].find((command) => spawnSync(command, ['-c', 'import socketio, websocket']).status === 0)
if (python === undefined) console.warn('skipped: a stock Socket.IO client in Python, because python-socketio or websocket-client is missing (apt-get install python3-socketio python3-websocket)')

describe.skipIf(python === undefined)('a stock Socket.IO client in Python', () => {
  const dataDir = newDataDir()
  const started: ChildProcess[] = []
  let server: ServerProcess
  beforeAll(async () => { server = await startServerProcess({ dataDir }) })
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL')
    await server?.stop('SIGKILL')
    removeDataDir(dataDir)
  })

  /** The documented script, and all that it has printed. */
  function follow(...options: string[]): { child: ChildProcess; lines(): string[] } {
    const child = spawn(python ?? '', [SCRIPT, server.url, ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
    started.push(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => { output += String(chunk) })
    return { child, lines: () => output.split('\n').filter((line) => line !== '') }
  }

  it('follows a contact from its place to its turn, in its language', async () => {
    const client = createTestClient(server.url, server.keys())
    const event = (id: string, type: string, contact: string, fields: object) => ({ id, type, time: Date.now(), contact, ...fields })
    await client.post(['p-1', 'p-2'].map((contact) => event(`q-${contact}`, 'contact.queued', contact, { queue: 'python', channel: 'chat' })))
    const { lines, child } = follow(await client.token('p-2'), 'de')
    await eventually(() => expect(lines().some((line) => line.startsWith('waiting Sie sind Nummer 2.'))).toBe(true))
    await client.post([event('a-1', 'contact.abandoned', 'p-1', {})])
    await eventually(() => expect(lines().at(-1)).toMatch(/^waiting Sie sind die erste Person/))
    await client.post([event('s-2', 'contact.answered', 'p-2', { agent: 'ana' })])
    await eventually(() => expect(lines().at(-1)).toMatch(/^answered /))
    child.kill('SIGTERM')
    await once(child, 'exit')
  })

  it('hears why it is refused, and stops', async () => {
    const { lines, child } = follow('not.a.token')
    await eventually(() => expect(lines()).toContain('refused bad-token'))
    if (child.exitCode === null) await once(child, 'exit')
  })
})
