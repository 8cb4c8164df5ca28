import { expect, it } from 'vitest'
import { grownClasses, heapClasses } from './heap-classes.ts'

/** As V8 writes it, with only the fields that are read and one that is not. */
const snapshot = (nodes: [kind: number, name: number, size: number][]): string => JSON.stringify({
  snapshot: { meta: { node_fields: ['type', 'name', 'id', 'self_size'], node_types: [['object', 'string'], 'string', 'number', 'number'] } },
  nodes: nodes.flatMap(([kind, name, size], id) => [kind, name, id, size]), strings: ['Contact', 'a text', 'Socket'],
})

it('a snapshot is summed by class, texts together; what grew most comes first', () => {
  const before = heapClasses(snapshot([[0, 0, 100], [0, 2, 50], [1, 1, 10]]))
  const after = heapClasses(snapshot([[0, 0, 100], [0, 0, 100], [0, 2, 50], [1, 1, 500]]))
  expect(after.get('Contact')).toEqual({ count: 2, bytes: 200 })
  expect(grownClasses(before, after, 5)).toEqual([{ name: '(string)', count: 0, bytes: 490 }, { name: 'Contact', count: 1, bytes: 100 }])
})
