import { expect, it } from 'vitest'
import { shapeOf } from './shape-of.ts'

it('the shape of a payload says what it looks like and nothing of what it says', () => {
  const shape = shapeOf({
    type: 'contact.queued', contact: '+32 471 23 45 67', CallerIDName: 'Jan Peeters', at: 1_700_000_000, ok: true, none: null, tags: ['vip', 'Jan'],
    inner: { email: 'jan@example.org' }, '+32471234567': 'x', deep: { a: { b: { c: { d: { e: { f: 'x' } } } } } },
  })
  expect(shape).toEqual({
    type: 'contact.queued', contact: 'text of 16', CallerIDName: 'text of 11', at: 'number', ok: 'boolean', none: 'null', tags: ['text of 3', '… 2 in all'],
    inner: { email: 'text of 15' }, 'name of 12': 'text of 1', deep: { a: { b: { c: { d: { e: '…' } } } } },
  })
  expect(JSON.stringify(shape)).not.toMatch(/Jan|471|example/)
})

it('a kind that is no kind is only a text', () => {
  expect(shapeOf({ type: 'Jan <0471234567>', Event: 'QueueCallerJoin' })).toEqual({ type: 'text of 16', Event: 'QueueCallerJoin' })
})
