import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { WideMap } from './wide-map.ts'

const step = fc.record({ remove: fc.boolean(), key: fc.nat({ max: 200 }).map((n) => `k${n}`), value: fc.nat() })

it('[CC42] a wide map holds what a plain one does', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
    const wide = new WideMap<{ value: number }>(32)
    const plain = new Map<string, { value: number }>()
    for (const { remove, key, value } of steps) {
      if (remove) expect(wide.delete(key)).toBe(plain.delete(key))
      else if (!wide.has(key)) {
        wide.add(key, { value })
        plain.set(key, { value })
      }
      expect([wide.has(key), wide.get(key)]).toEqual([plain.has(key), plain.get(key)])
    }
    expect(new Map(wide)).toEqual(plain)
  }))
})
