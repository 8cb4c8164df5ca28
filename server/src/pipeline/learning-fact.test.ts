import { expect, it } from 'vitest'
import type { CenterFacts } from '../contact-center/index.ts'
import { createLearning, portableLearning } from '../wait-forecast/index.ts'
import { CenterFold } from './center-fold.ts'
import { PartitionFold } from './partition-fold.ts'

const CONFIG: CenterFacts = {
  id: 'acme', generation: 1, name: { en: 'Acme' }, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [], feeds: [],
}

it('what was learned beforehand stands from its fact on, and in the snapshot', () => {
  const fold = CenterFold.create(CONFIG)
  const learned = portableLearning(createLearning())
  fold.apply({ kind: 'learning', learning: JSON.parse(JSON.stringify(learned)) }, { ms: 1000, position: '1000-0/0' })
  expect(portableLearning(CenterFold.restore({ body: fold.snapshot().body, sheets: new Map() }).learning)).toEqual(learned)
})

it('a learning that cannot be read breaks its own step, which is then passed over', () => {
  const facts = (learning: unknown) => ({ f: 1, kind: 'facts' as const, items: [
    { center: 'acme', fact: { kind: 'config' as const, config: CONFIG } }, { center: 'acme', fact: { kind: 'learning' as const, learning } },
  ] })
  const partition = new PartitionFold({ epoch: '0000000001', id: '0-0', seq: 0 })
  partition.foldEntry(facts({ format: 'other' }), { id: '1000-0', ms: 1000, seq: 1 })
  expect(partition.broken.map(({ center, position }) => [center, position])).toEqual([['acme', '1000-0/1']])
})
