import type { Board } from '@queuecast/client-sdk/protocol'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { createMemorySource, makeQueueStatus } from '../delivery/testing/memory-source.ts'
import { createPages } from './create-pages.ts'
import { type DigestCell, type PageInsight, WAIT_EDGES } from './insight.ts'
import { anySessions } from './testing/index.ts'

const NOW_MS = Date.parse('2026-11-20T09:30:00Z')
const cell = (queue: string, hour: number, answered: number): DigestCell => ({
  day: '2026-11-19', hour, queue, offered: answered, answered, abandoned: 0, waits: WAIT_EDGES.map((edge) => (edge === 240 ? answered : 0)),
  bounds: 0, covered: 0, contacts: 0, kept: 0, errors: 0, errorSeconds: 0, absoluteSeconds: 0, squareSeconds: 0, revisions: 0, revised: 0,
})
const board: Board = {
  queues: [
    makeQueueStatus({ queue: 'chat', name: 'Chat', channel: 'chat' }),
    makeQueueStatus({ queue: 'phone', name: 'Phone', cost: { text: 'zonal', perMinute: 0.3, currency: 'EUR', freeWhileWaiting: true } }),
  ],
  feeds: [], asOf: new Date(NOW_MS).toISOString(), epoch: '0000000001', seq: 1,
}

async function page(digest: PageInsight['digest'] | undefined): Promise<string> {
  const source = createMemorySource(['open'])
  source.putBoard('open', board, ['chat', 'phone'])
  const center = { id: 'open', name: {}, languages: ['en'], timeZone: 'Europe/Brussels', public: true, purpose: 'live' as const }
  const none = (): never => { throw new Error('not asked here') }
  const app = new Hono()
  createPages({
    source, center: () => center, centers: () => [center], waitingContacts: () => [], mintToken: none, authorizeRead: () => false, sessions: anySessions('s'), sdkFile: () => undefined,
    ...(digest === undefined ? {} : { insight: { digest, nowMs: () => NOW_MS, beganMs: none, heads: none, versions: none, verdicts: none, accuracy: none, story: none } }),
  })(app)
  return (await (await app.request('/open?lang=en')).text()).replaceAll('\u00a0', ' ')
}

it('says what it costs, and puts the phone first', async () => {
  const text = await page(undefined)
  expect(text).toContain('zonal, €0.30 a minute, free while you wait')
  expect(text.indexOf('data-queue="phone"')).toBeLessThan(text.indexOf('data-queue="chat"'))
})

it('says how long people usually wait at this hour where data stands, and that there is not enough of it elsewhere', async () => {
  const text = await page((_center, period) => Promise.resolve({ ...period, cells: [cell('phone', 10, 40), cell('phone', 11, 5)], outages: [], openSeconds: 0, measuredSeconds: 0 }))
  expect(text).toContain('<dd class="usual-now">at most 4 min</dd>')
  expect(text).toContain('<dd class="usual-now">not enough data yet</dd>')
  expect(text).toContain('<th scope="row">10–11</th><td>at most 4 min</td>')
  expect(text).toContain('<th scope="row">11–12</th><td>not enough data yet</td>')
  expect(text.match(/data-keep=/g)).toHaveLength(1)
})

it('leaves the usual wait out while no evidence is kept, or it cannot be read', async () => {
  expect(await page(undefined)).not.toContain('Usually')
  expect(await page(() => Promise.reject(new Error('no store')))).not.toContain('Usually')
})
