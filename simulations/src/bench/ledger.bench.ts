import { setTimeout as pause } from 'node:timers/promises'
import { connectRedis } from '@queuecast/server/event-log'
import { RedisLedger } from '@queuecast/server/promise-ledger'
import { postEvents } from '../faults/kit/http.ts'
import { newDataDir, removeDataDir, startRedis, startServerProcess, type TestRedis } from '../processes/index.ts'
import { LEDGER } from '../sizing/costs.ts'
import type { BenchRow } from './bench-row.ts'
import { settledContacts } from './settled-contacts.ts'

const CONTACTS = 5_000
const BATCH = 100
/** A contact is settled a minute after its end. */
const SETTLED_LIMIT_MS = 180_000
const LOOK_MS = 2_000
/** The center of the feed of a new data folder. */
const CENTER = 'example'
const READ_LIMIT_MS = 10_000

/**
 * What Redis holds of the evidence of a contact that ended, from the minute after its end until `storeDays` are over, beside that
 * evidence as JSON: chain, indexes and daily figures are in it. In a large installation this is most of Redis' memory.
 */
export async function benchLedger(): Promise<BenchRow[]> {
  const redis = await startRedis({ appendonly: 'everysec' })
  const dataDir = newDataDir()
  const server = await startServerProcess({ dataDir, env: { QUEUECAST_REDIS_URL: redis.url, QUEUECAST_PARTITIONS: '1' } })
  try {
    const { feed } = server.keys()
    for (let at = 0; at < CONTACTS; at += BATCH) {
      const lives = Array.from({ length: BATCH }, (_, i) => life(at + i)).flat()
      if ((await postEvents(server.url, feed.demo, lives))?.status !== 202) throw new Error('events were not taken')
    }
    const keys = await settledKeys(redis)
    let bytes = 0
    for (const key of keys) bytes += Number(await redis.cli('MEMORY', 'USAGE', key, 'SAMPLES', '0'))
    const [each, json] = [bytes / CONTACTS, await textBytes(redis.url)]
    return [{ figure: LEDGER, value: Math.round(each), unit: 'bytes', reference: 'its evidence as JSON', referenceValue: Math.round(json), ratio: each / json }]
  } finally {
    await server.stop('SIGKILL')
    await redis.stop()
    removeDataDir(dataDir)
  }
}

function life(number: number): object[] {
  const [contact, time] = [`s-${number}`, Date.now()]
  return [{ id: `${contact}-q`, type: 'contact.queued', time: time - 2, contact, queue: `in-${number % 8}` },
    { id: `${contact}-a`, type: 'contact.answered', time: time - 1, contact, agent: `agent-${number % 20}` }, { id: `${contact}-h`, type: 'contact.handled', time, contact }]
}

/** The ledger's keys, once it has all contacts. */
async function settledKeys(redis: TestRedis): Promise<string[]> {
  const until = performance.now() + SETTLED_LIMIT_MS
  for (;;) {
    const { keys, settled } = await settledContacts(redis)
    if (settled >= CONTACTS) return keys
    if (performance.now() > until) throw new Error(`the ledger has ${settled} of ${CONTACTS} contacts after ${SETTLED_LIMIT_MS / 1000} s`)
    await pause(LOOK_MS)
  }
}

/** Redis keeps evidence packed: how long it is as text is read as the server reads it. */
async function textBytes(redisUrl: string): Promise<number> {
  const connection = connectRedis([redisUrl], READ_LIMIT_MS, () => undefined)
  try {
    await connection.ready(READ_LIMIT_MS)
    let [contacts, bytes] = [0, 0]
    for await (const { payloads } of new RedisLedger(connection).entries(0, CENTER, 0, Date.now())) {
      for (const payload of payloads) {
        if (!payload?.text.startsWith('{"kind":"contact"')) continue
        contacts += 1
        bytes += Buffer.byteLength(payload.text)
      }
    }
    return bytes / contacts
  } finally {
    connection.close()
  }
}
