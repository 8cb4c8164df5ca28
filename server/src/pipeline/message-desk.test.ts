import type { Display } from '@queuecast/client-sdk/protocol'
import { describe, expect, it } from 'vitest'
import { makeDisplay } from '../delivery/testing/memory-source.ts'
import { createMessageDesk } from './message-desk.ts'

const HOUR_MS = 3_600_000

function stage({ statuses = [], url = 'https://acme.example/messages' }: { statuses?: number[]; url?: string | undefined } = {}) {
  const posted: { id: string; body: Record<string, unknown>; signed: boolean }[] = []
  const reported: Record<string, string | number>[] = []
  const watching = new Map<string, (display: Display) => void>()
  const clock = { nowMs: 1_000_000 }
  let during: (() => void) | undefined
  let current = makeDisplay({ center: 'acme', contact: 'c-1', seq: 7, state: 'waiting', position: 9, text: { lang: 'nl', sentence: 'U bent nummer 9.' } })
  const desk = createMessageDesk({
    address: () => (url === '' ? undefined : url), secret: () => `whsec_${Buffer.from('secret').toString('base64')}`, nowMs: () => clock.nowMs,
    pause: () => { during?.(); return Promise.resolve() }, report: (_event, detail) => reported.push(detail),
    watch: (_center, contact, send) => {
      watching.set(contact, send)
      send(current)
      return () => void watching.delete(contact)
    },
    fetch: (_url, init) => {
      const headers = new Headers(init?.headers)
      posted.push({ id: headers.get('webhook-id') ?? '', body: JSON.parse(String(init?.body)) as Record<string, unknown>, signed: headers.get('webhook-signature')?.startsWith('v1,') === true })
      const status = statuses.shift() ?? 200
      return status === 0 ? Promise.reject(new Error('no answer')) : Promise.resolve(new Response(null, { status }))
    },
  })
  return {
    desk, posted, reported, clock, watching,
    duringPause: (act: () => void) => { during = act },
    async shows(change: Partial<Display> = {}) {
      current = { ...current, ...(change.position === undefined ? {} : { text: { lang: 'nl', sentence: `U bent nummer ${change.position}.` } }), ...change }
      watching.get('c-1')?.(current)
      for (let turn = 0; turn < 40; turn += 1) await Promise.resolve()
    },
    texts: () => posted.map(({ body }) => body['text']),
  }
}
const revised = { revision: { fromSeconds: 180, toSeconds: 240 }, text: { lang: 'nl', sentence: 'U bent nummer 5.', revision: 'Het duurt langer.' } } as const

describe('messages by the center\'s own server', () => {
  it('are sent to nobody who did not ask, and after they were called off to nobody', async () => {
    const { desk, posted, shows } = stage()
    await shows({ position: 8 })
    expect(posted).toEqual([])
    desk.want('acme', 'c-1', true)
    await shows()
    expect(desk.want('acme', 'c-1', false)).toEqual({ kind: 'noted' })
    await shows({ position: 2 })
    expect([posted.length, desk.size]).toEqual([1, 0])
  })

  it('[OU4] are a receipt, one revision and nearly, signed, with all that a sender needs and no number', async () => {
    const { desk, posted, shows, texts } = stage()
    desk.want('acme', 'c-1', true)
    for (const change of [{}, { position: 6 }, { position: 5, ...revised }, { position: 4, ...revised }, { position: 2 }, { position: 1 }, { position: 2 }]) await shows(change)
    expect(texts()).toEqual(['U bent nummer 9.', 'Het duurt langer.\nU bent nummer 5.', 'U bent nummer 2.'])
    expect(posted.map(({ body }) => body['notice'])).toEqual(['receipt', 'revision', 'nearly'])
    expect(posted[0]).toMatchObject({ signed: true, body: { type: 'message.due', center: 'acme', contact: 'c-1', lang: 'nl', seq: 7, dueAt: '1970-01-01T00:16:40.000Z' } })
    expect(new Set(posted.map(({ id }) => id)).size).toBe(3)
  })

  it('[OU4] a revision that the receipt told is not told again, a later one is', async () => {
    const { desk, shows, texts } = stage()
    await shows({ position: 5, ...revised })
    desk.want('acme', 'c-1', true)
    await shows({ position: 5, ...revised })
    expect(texts()).toEqual(['Het duurt langer.\nU bent nummer 5.'])
    await shows({ ...revised, revision: { fromSeconds: 240, toSeconds: 600 } })
    expect(texts()).toHaveLength(2)
  })

  it('may be asked for before the contact waits; asking twice changes nothing', async () => {
    const { desk, shows, texts } = stage()
    await shows({ state: 'unknown', wait: { known: false, reason: 'unknown-contact' } })
    desk.want('acme', 'c-1', true)
    desk.want('acme', 'c-1', true)
    await shows()
    expect(texts()).toEqual([])
    await shows({ state: 'waiting', position: 4 })
    expect(texts()).toEqual(['U bent nummer 4.'])
  })

  it.each(['answered', 'left', 'closed'] as const)('end with the wait: %s', async (state) => {
    const { desk, shows, watching } = stage()
    desk.want('acme', 'c-1', true)
    await shows({ state })
    expect([desk.size, watching.size]).toEqual([0, 0])
  })

  it('end where the contact was erased', async () => {
    const { desk, shows } = stage()
    desk.want('acme', 'c-1', true)
    await shows({ state: 'unknown', wait: { known: false, reason: 'unknown-contact' } })
    expect(desk.size).toBe(0)
  })

  it('are tried once more, by the same id, where the server was busy or silent', async () => {
    for (const status of [0, 429, 503]) {
      const { desk, posted, reported, shows } = stage({ statuses: [status] })
      desk.want('acme', 'c-1', true)
      await shows()
      expect(posted).toHaveLength(2)
      expect(posted[0]?.id).toBe(posted[1]?.id)
      expect(reported).toEqual([])
    }
  })

  it('are not tried again where the turn came meanwhile, nor where the server refuses; what failed is not sent later', async () => {
    const late = stage({ statuses: [503] })
    late.duringPause(() => void late.shows({ state: 'answered' }))
    late.desk.want('acme', 'c-1', true)
    await late.shows()
    expect(late.posted).toHaveLength(1)
    const refused = stage({ statuses: [410] })
    refused.desk.want('acme', 'c-1', true)
    await refused.shows()
    await refused.shows({ position: 5 })
    expect(refused.reported).toEqual([{ center: 'acme', notice: 'receipt', status: 410 }])
    expect(refused.posted).toHaveLength(1)
    await refused.shows({ position: 2 })
    expect(refused.posted).toHaveLength(2)
  })

  it('are not offered by a center that takes none', () => {
    expect(stage({ url: '' }).desk.want('acme', 'c-1', true)).toEqual({ kind: 'not-offered' })
  })

  it('are kept for nobody longer than a day', async () => {
    const { desk, clock } = stage()
    desk.want('acme', 'c-1', true)
    clock.nowMs += 25 * HOUR_MS
    desk.want('acme', 'c-2', true)
    expect(desk.size).toBe(1)
  })
})
