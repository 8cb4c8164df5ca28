import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually, type TestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'

interface Aside { position: string; eventId: string; reason: string; replayable: boolean; shape?: unknown }
interface Listed { quarantine: Aside[]; replayed: { outcome: string; eventId: string }[] }

describe('what was set aside, looked at and replayed on the real server', () => {
  const dataDir = newDataDir()
  let server: ServerProcess
  let client: TestClient
  beforeAll(async () => {
    server = await startServerProcess({ dataDir })
    client = createTestClient(server.url, server.keys())
  })
  afterAll(async () => {
    await server?.stop('SIGKILL')
    removeDataDir(dataDir)
  })
  const api = (path: string, init: RequestInit = {}, key = server.keys().supervisor): Promise<Response> =>
    fetch(`${server.url}/v1/centers/example/feeds/demo/${path}`, { ...init, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } })
  const listed = async (): Promise<Listed> => (await api('rejected')).json() as Promise<Listed>
  const replay = async (body?: object): Promise<unknown> => (await api('quarantine/replay', { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) })).json()
  const audit = (): Record<string, unknown>[] => server.output().split('\n').filter((line) => line.includes('"message":"audit"')).map((line) => JSON.parse(line) as Record<string, unknown>)
  /** More events of a contact that nobody introduced than are held: the last ones are set aside. */
  const crowd = async (contact: string, overMany: number): Promise<void> => {
    const nowMs = Date.now()
    await client.post(Array.from({ length: 64 + overMany }, (_, i) => ({ id: `${contact}-${i}`, type: 'contact.ringing', time: nowMs - 1_000 + i, contact, agent: 'jan.peeters' })))
  }

  it('shows why and what it looked like without names, replays it once its contact is known, and counts nothing twice', async () => {
    await crowd('c-secret', 2)
    await eventually(async () => expect((await listed()).quarantine).toHaveLength(2))
    const { quarantine: [aside] } = await listed()
    expect(aside).toMatchObject({ reason: 'held-too-long', replayable: true, shape: { type: 'contact.ringing', time: expect.any(Number) as number, agent: 'text of 11', contact: 'text of 8' } })
    expect(JSON.stringify(aside?.shape)).not.toMatch(/jan|secret/)

    // Before the fix: refused again, and why.
    expect(await replay({ positions: [aside?.position] })).toMatchObject({ more: 1, replayed: [{ outcome: 'refused', detail: expect.stringContaining('not known') as string }] })
    const { body } = await client.post([{ id: 'q', type: 'contact.queued', time: Date.now() - 5_000, contact: 'c-secret', queue: 'support', channel: 'chat' }])
    const token = await client.token('c-secret')
    expect(await client.display('c-secret', token, body.logPosition)).toMatchObject({ state: 'connecting' })
    expect(await replay()).toMatchObject({ more: 0, replayed: [{ outcome: 'taken' }, { outcome: 'taken' }] })
    expect(await replay()).toEqual({ more: 0, replayed: [] })
    expect(await replay({ positions: [aside?.position] })).toMatchObject({ replayed: [{ outcome: 'refused' }] })
    expect(await replay({ positions: ['1-0/0'] })).toMatchObject({ replayed: [{ outcome: 'gone' }] })
    expect(await listed()).toMatchObject({ quarantine: [], replayed: [{ outcome: 'taken' }, { outcome: 'taken' }, { outcome: 'refused' }] })
    expect(await client.display('c-secret', token)).toMatchObject({ state: 'connecting' })
  })

  it('says of what came too late that this is for good', async () => {
    await client.post([{ id: 'late', type: 'contact.queued', time: Date.now() - 2 * 3_600_000, contact: 'c-late', queue: 'support' }])
    await eventually(async () => expect((await listed()).quarantine).toMatchObject([{ reason: 'too-late', replayable: false }]))
    const [late] = (await listed()).quarantine
    expect(late).not.toHaveProperty('shape')
    expect(await replay({ positions: [late?.position] })).toMatchObject({ replayed: [{ outcome: 'final', detail: expect.stringContaining('for good') as string }] })
  })

  it('is for supervisors, and each act leaves a line', async () => {
    const before = audit().length
    expect((await api('quarantine/replay', { method: 'POST' }, server.keys().read)).status).toBe(403)
    expect((await api('quarantine/replay', { method: 'POST', body: '{"positions":[]}' })).status).toBe(400)
    expect((await api('quarantine/replay', { method: 'POST' })).status).toBe(200)
    await eventually(() => expect(audit().slice(before)).toMatchObject([403, 400, 200].map((status) => ({ act: 'replay', center: 'example', feed: 'demo', status }))))
  })

  it('on the page: a button that works without a script, what came of it in words, and a line that names the key', async () => {
    await crowd('c-page', 1)
    await eventually(async () => expect((await listed()).quarantine).toHaveLength(2))
    await client.post([{ id: 'q-page', type: 'contact.queued', time: Date.now() - 5_000, contact: 'c-page', queue: 'support' }])
    const page = `${server.url}/example/feeds`
    const form = (to: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(to, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(fields).toString() })
    const cookie = (await form(`${server.url}/example/login?to=feeds`, { key: server.keys().supervisor })).headers.get('set-cookie')?.split(';')[0] ?? ''
    const shown = async (address: string): Promise<string> => (await fetch(address, { headers: { cookie, 'accept-language': 'en' } })).text()
    const html = await shown(page)
    expect(html).toContain('It came too late and cannot be replayed')
    const position = /name="position" value="([^"]+)"/.exec(html)?.[1] ?? ''
    expect([...html.matchAll(/<button>Replay<\/button>/g)]).toHaveLength(1)

    // Neither without a session nor from another site.
    for (const headers of [{}, { cookie, 'sec-fetch-site': 'cross-site' }]) {
      expect((await form(page, { feed: 'demo', position }, headers)).headers.get('location')).toBe('/example/login?to=feeds')
    }
    expect((await form(page, { feed: 'demo', position: 'x' }, { cookie })).headers.get('location')).toBe('/example/feeds')
    const before = audit().length
    const answer = await form(page, { feed: 'demo', position }, { cookie })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/example/feeds?of=demo&came=taken'])
    const after = await shown(`${server.url}${answer.headers.get('location')}`)
    expect(after).toContain('<p class="note" role="status">It was taken.</p>')
    expect(after).not.toContain('<button>Replay</button>')
    await eventually(() => expect(audit().slice(before)).toMatchObject([{ act: 'replay', feed: 'demo', status: 200, by: 'supervisor', via: 'page', fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/) as string }]))
  })
})
