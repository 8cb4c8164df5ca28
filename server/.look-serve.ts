import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createHub } from '/work/main/server/src/delivery/hub/index.ts'
import { attachSocketIo } from '/work/main/server/src/delivery/socketio/index.ts'
import { createMemorySource, makeDisplay, makeQueueStatus } from '/work/main/server/src/delivery/testing/memory-source.ts'
import { createPages, createEventFeed, createPageSessions } from '/work/main/server/src/pages/index.ts'
const source = createMemorySource(['example'])
const centers = [{ id: 'example', name: { nl: 'Voorbeeld', en: 'Example' }, languages: ['nl','fr','de','en'], timeZone: 'Europe/Brussels', public: true, purpose: 'test' as const }]
const feed = createEventFeed()
let seq = 1, pos = 9
const known = (b: number) => ({ known: true as const, boundSeconds: b, share: .9, p10Seconds: 1, p50Seconds: 2, p90Seconds: 3, basedOn: 'queue-length' as const })
const hub = createHub({ source, now: () => performance.now() })
function step() {
  seq += 1
  const now = new Date().toISOString()
  pos = pos > 1 ? pos - 1 : 9
  for (let i = 1; i <= 9; i++) source.put(makeDisplay({ center: 'example', contact: `c-${i}`, position: Math.max(1, (pos + i) % 10), seq, asOf: now, wait: known(60 * pos), text: { lang: 'en', sentence: `You are number ${Math.max(1, (pos + i) % 10)}. You will probably be answered within ${pos} minutes.` } }))
  source.putBoard('example', { queues: [
    makeQueueStatus({ queue: 'support', name: 'Technical support', waiting: 12 + pos, longestWaitSeconds: 60 * pos + 5, wait: known(60 * pos), staffed: 8, asOf: now }),
    makeQueueStatus({ queue: 'billing', name: 'Invoices and payments', waiting: 3, longestWaitSeconds: 40, wait: { known: false, reason: 'too-little-data' }, staffed: 2, feed: 'live', asOf: now, channel: 'chat' }),
    makeQueueStatus({ queue: 'retention', name: 'Contract changes and cancellations', waiting: 41, longestWaitSeconds: 4100, wait: known(5400), staffed: 5, feed: 'stale', asOf: now }),
    makeQueueStatus({ queue: 'night', name: 'Night line', waiting: 0, wait: { known: false, reason: 'closed' }, open: false, reopensAt: '2026-11-22T20:00:00Z', asOf: now, feed: 'unknown' }),
  ].map((q) => q.queue === 'night' ? (({ longestWaitSeconds: _l, staffed: _s, ...r }) => r)(q) : q), feeds: [
    { feed: 'pbx1', state: 'live', alive: 'heartbeat', silentForSeconds: 2, clockOffsetSeconds: 0, accepted: 9, tooLate: 0, quarantined: 0, unknownFields: 0, drift: 0 },
    { feed: 'chat', state: 'stale', alive: 'events-only', silentForSeconds: 400, clockOffsetSeconds: 0, accepted: 9, tooLate: 0, quarantined: 0, unknownFields: 0, drift: 0 }],
    asOf: now, epoch: '0000000001', seq }, ['support', 'billing', 'night'])
  feed.push('example', { id: `e-${seq}`, type: 'contact.queued', time: Date.now(), contact: `c-${seq}`, queue: 'support' })
  feed.push('example', { id: `f-${seq}`, type: 'contact.answered', time: Date.now(), contact: `c-${seq - 9}`, agent: 'agent-7' })
  hub.changed({ center: 'example', contacts: new Set(), queues: new Set(['support']) })
}
step(); setInterval(step, 1000)
const app = new Hono()
createPages({ source, center: (id) => centers.find((c) => c.id === id), centers: () => centers, mintToken: async (_c, contact) => ({ token: `token:${contact}`, expiresAt: '' }), waitingContacts: () => Array.from({ length: 9 }, (_, i) => `c-${i + 1}`), authorizeRead: (k) => k === 'k', sessionSecret: 's', sdkFile: (n) => readFileSync(`/work/main/client-sdk/dist/browser/${n}`, 'utf8'), eventFeed: feed })(app)
const sessions = createPageSessions('s')
const http = serve({ fetch: app.fetch, port: 18099, hostname: '127.0.0.1' }) as Server
attachSocketIo(http, { hub, source, verifyToken: async (t) => { const [k, contact = ''] = t.split(':'); return k === 'token' ? { ok: true, center: 'example', contact, expiresAtMs: Date.now() + 1e8 } : { ok: false, code: 'bad-token' } }, authorizeRead: () => false, sessionAllows: (c, id) => sessions.allows(c, id), isPublic: () => true, told: (_c, contact, t) => { console.log('told', contact, t.level) }, draining: () => false })
console.log('up')
setTimeout(() => process.exit(0), 240000)
