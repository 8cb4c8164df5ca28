import { expect, it } from 'vitest'
import { decodeEntry } from './entries.ts'
import { mayHoldTraces, readTraces } from './entry-traces.ts'
import { createGroupCommit } from './group-commit.ts'

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const fact = (contact: string) => ({ center: 'acme', fact: { kind: 'event' as const, feed: 'demo', receivedAtMs: 1, event: { id: contact, type: 'contact.abandoned' as const, time: 1, contact } } })

/** Bodies of the entries that these requests became. */
async function entriesOf(requests: { contacts: string[]; traceparent?: string }[], maxEntryBytes?: number): Promise<string[]> {
  const bodies: string[] = []
  const commit = createGroupCommit({ append: async (_partition, body) => ({ id: `${bodies.push(body)}-0` }) }, maxEntryBytes === undefined ? {} : { maxEntryBytes })
  await Promise.all(requests.map(({ contacts, traceparent }) => commit.append(0, contacts.map(fact), { traceparent })))
  return bodies
}

it('an entry without traces ends with its items', async () => {
  const [body = ''] = await entriesOf([{ contacts: ['c-1', 'c-2'] }])
  const events = [fact('c-1'), fact('c-2')].map(({ fact: { event } }) => event)
  expect(body).toBe(`{"f":2,"kind":"facts","items":[${JSON.stringify({ center: 'acme', feed: 'demo', receivedAtMs: 1, batch: { events } })}]}`)
  expect(mayHoldTraces(body)).toBe(false)
  expect(readTraces(body)).toEqual([])
})

it('a trace comes back with the facts of its own request, among those of others, and whoever folds the entry sees none', async () => {
  const bodies = await entriesOf([{ contacts: ['first'] }, { contacts: ['c-1', 'c-2'], traceparent: TRACE }, { contacts: ['c-3'] }, { contacts: ['c-4'], traceparent: TRACE }])
  const found = bodies.flatMap((body) => readTraces(body))
  expect(found).toEqual([{ traceparent: TRACE, items: [fact('c-1'), fact('c-2')] }, { traceparent: TRACE, items: [fact('c-4')] }])
  for (const body of bodies) expect(decodeEntry(body)).toMatchObject({ ok: true, entry: { kind: 'facts' } })
})

it('a request that became several entries has its trace in each', async () => {
  const bodies = await entriesOf([{ contacts: ['c-1', 'c-2', 'c-3'], traceparent: TRACE }], 300)
  expect(bodies.length).toBeGreaterThan(1)
  expect(bodies.flatMap((body) => readTraces(body).flatMap(({ items }) => items))).toEqual(['c-1', 'c-2', 'c-3'].map(fact))
})

it('what only looks like traces is none', () => {
  for (const body of ['', '"]}', '{"items":["]}', '{"f":1,"items":["x"]}', '{"items":[1],"traces":["x"]}', '{"items":{},"traces":["0 1 x"]}']) expect(readTraces(body)).toEqual([])
})
