import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openFolder } from '@queuecast/server/event-log'
import { replayArchive } from '@queuecast/server/pipeline'
import type { KeptEvidence } from '@queuecast/server/promise-evidence'
import { bodyOf, EmbeddedLedger, entryHash, GENESIS, itemHash, readArchive, verifyFolder } from '@queuecast/server/promise-ledger'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const script = fileURLToPath(new URL('../support/ledger-node.ts', import.meta.url))

describe('the ledger over kill -9', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queuecast-ledger-crash-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** Runs the node until it acknowledged so many contacts, then kills it; without a number, until it ends by itself. */
  async function run(first: number, count: number, killAfter?: number): Promise<string[]> {
    const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script, folder, String(first), String(count)], { stdio: ['ignore', 'pipe', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (data: Buffer) => { errors += data.toString() })
    const gone = once(child, 'exit')
    const acknowledged: string[] = []
    for await (const line of createInterface(child.stdout)) {
      const contact = /^(\S+) \.$/.exec(line)?.[1]
      if (contact !== undefined) acknowledged.push(contact)
      if (acknowledged.length === killAfter) child.kill('SIGKILL')
    }
    await gone
    if (killAfter === undefined) expect(acknowledged.at(-1), errors).toBe('done')
    return acknowledged.filter((contact) => contact !== 'done')
  }

  it('[LE15][LE19] every settled contact stands in it exactly once, and the archive gives the same', async () => {
    const acknowledged: string[] = []
    for (const [round, killAfter] of [180, 25, 320].entries()) acknowledged.push(...await run(round * 1000, 1000, killAfter))
    acknowledged.push(...await run(9000, 5))

    const store = new EmbeddedLedger(await openFolder(join(folder, 'ledger-store')))
    const evidence: KeptEvidence[] = []
    let prev = GENESIS
    let corrections = 0
    try {
      for await (const { entry, payloads } of store.entries(0, 'acme', 0, Number.MAX_SAFE_INTEGER)) {
        expect([entry.prev, entryHash(entry)]).toEqual([prev, entry.hash])
        prev = entry.hash
        for (const [index, payload] of payloads.entries()) {
          expect(itemHash(payload!)).toBe(entry.items[index])
          const body = bodyOf(payload!)
          if (body.kind !== 'contact') continue
          if (body.corrects === undefined) evidence.push(body.evidence)
          else corrections += 1
        }
      }
      expect(new Set(evidence.map(({ contact }) => contact)).size).toBe(evidence.length)
      expect(corrections).toBe(0)
      // A contact whose second event was cut by a kill still waits.
      expect(evidence.map(({ contact }) => contact)).toEqual(expect.arrayContaining(acknowledged))
      const offered = (await store.rollups(0, 'acme', '2026-01-01', '2030-01-01')).filter(({ field }) => field === 'support|offered')
      expect(offered.reduce((sum, { value }) => sum + value, 0)).toBe(evidence.length)
    } finally {
      await store.close()
    }

    expect(await verifyFolder(join(folder, 'events'))).toMatchObject({ ok: true })
    const again: KeptEvidence[] = []
    const { configs } = await replayArchive(readArchive('acme', [join(folder, 'events', 'acme')]), (item) => {
      if (item.kind === 'contact') again.push(item.evidence)
    })
    expect(configs).toHaveLength(1)
    // What was told rests on forecasts, which are no facts.
    const happened = ({ told: _told, ...rest }: KeptEvidence) => rest
    expect(again.map(happened)).toEqual(evidence.map(happened))
  }, 240_000)
})
