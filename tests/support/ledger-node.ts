/**
 * A node with its ledger on the embedded store, whose log time runs thirty times as fast, so that contacts are settled in two seconds.
 * Arguments: folder, number of the first contact, how many (0: none, end when all is written). Prints each contact that the log has.
 */
import { join } from 'node:path'
import type { CenterFact, CenterFacts } from '@queuecast/server/contact-center'
import { openEmbeddedLog, openFolder } from '@queuecast/server/event-log'
import { startNode } from '@queuecast/server/pipeline'
import { DEFAULT_RETENTION, EmbeddedLedger, LedgerKeeper } from '@queuecast/server/promise-ledger'

const [folder = '', first = '0', count = '0'] = process.argv.slice(2)
const EPOCH_MS = Date.parse('2026-11-22T00:00:00Z')
const now = (): number => Math.floor(EPOCH_MS + (Date.now() - EPOCH_MS) * 30)
const monotonicMs = (): number => performance.now()
const config: CenterFacts = {
  id: 'acme', generation: 1, name: {}, languages: ['en'], timeZone: 'Europe/Brussels', show: 'both', public: false, purpose: 'test',
  queues: [{ id: 'support', channel: 'voice' }], feeds: [],
}

const log = await openEmbeddedLog({ dataDir: join(folder, 'log'), partitions: 1, now })
const store = new EmbeddedLedger(await openFolder(join(folder, 'ledger-store')))
let leading = (): boolean => false
const report = (event: string, detail: object): void => {
  if (event === 'failed') console.error(event, JSON.stringify(detail))
}
const keeper = new LedgerKeeper({
  store, dataDir: folder, partitions: [0], partitionOf: () => 0, centers: () => [{ id: 'acme', retention: DEFAULT_RETENTION }],
  leading: () => leading(), nowMs: now, monotonicMs, report,
})
const node = await startNode({
  log, serve: [0], centers: () => [config], monotonicMs, nowMs: now, snapshotEveryMs: 700, keepLogMs: 0, ledger: keeper,
  heard: () => undefined, changed: () => undefined, changedAll: () => undefined, report,
})
leading = () => node.partitions()[0]?.leading === true
keeper.start()

let events = 0
const event = (type: string, contact: string, more: object = {}): CenterFact =>
  ({ kind: 'event', feed: 'acd', receivedAtMs: now(), event: { id: `${first}-${events++}`, type, time: now() + events, contact, ...more } as never })
for (let index = Number(first); index < Number(first) + Number(count); index += 1) {
  const contact = `c-${index}`
  await node.append('acme', [event('contact.queued', contact, { queue: 'support' })])
  await node.append('acme', index % 3 === 0 ? [event('contact.abandoned', contact)]
    : [event('contact.answered', contact, { agent: 'ann' }), event('contact.handled', contact, { agent: 'ann' })])
  console.log(`${contact} .`)
}
// A kill comes before this, or everything is written now.
const endMs = now()
while (Number(keeper.covered(0).split('-')[0]) < endMs + 65_000) await new Promise((resolve) => setTimeout(resolve, 50))
await keeper.close()
await node.close()
await store.close()
await log.close()
console.log('done .')
