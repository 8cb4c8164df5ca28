import { expect, it } from 'vitest'
import type { CenterFact } from '../contact-center/index.ts'
import { createServedReceipts, type ServedReceiptsDeps } from './served-receipts.ts'

const receipt = (contact: string): CenterFact => ({ kind: 'receipt', contact, seq: 1, level: 'served', via: 'socketio' })

function held(change: Partial<ServedReceiptsDeps> = {}): { receipts: ReturnType<typeof createServedReceipts>; log: [string, string[]][]; due: (() => void)[] } {
  const log: [string, string[]][] = []
  const due: (() => void)[] = []
  const receipts = createServedReceipts({
    append: (center, facts) => {
      log.push([center, facts.map((fact) => (fact.kind === 'receipt' ? fact.contact : fact.kind))])
      return Promise.resolve()
    },
    after(_delayMs, run) {
      due.push(run)
      return () => void due.splice(due.indexOf(run), 1)
    },
    lost: () => undefined,
    ...change,
  })
  return { receipts, log, due }
}

it('receipts that come together go together, in order, by center', () => {
  const { receipts, log, due } = held()
  for (const contact of ['c-1', 'c-2']) receipts.note('acme', receipt(contact))
  receipts.note('other', receipt('c-9'))
  expect([log, due.length]).toEqual([[], 1])
  due[0]?.()
  expect(log).toEqual([['acme', ['c-1', 'c-2']], ['other', ['c-9']]])
})

it('what waits is sent before what must stand behind it, and once', () => {
  const { receipts, log, due } = held()
  receipts.flush()
  receipts.note('acme', receipt('c-1'))
  receipts.flush()
  receipts.flush()
  expect([log, due.length]).toEqual([[['acme', ['c-1']]], 0])
  receipts.note('acme', receipt('c-2'))
  expect(due.length).toBe(1)
})

it('one that the log did not take is told, and the next goes on', async () => {
  const lost: string[] = []
  const { receipts, due } = held({ append: () => Promise.reject(new Error('away')), lost: (center, error) => lost.push(`${center}: ${String(error)}`) })
  receipts.note('acme', receipt('c-1'))
  due[0]?.()
  await new Promise((done) => setImmediate(done))
  expect(lost).toEqual(['acme: Error: away'])
  expect(due.length).toBe(0)
  receipts.note('acme', receipt('c-2'))
  expect(due.length).toBe(1)
})
