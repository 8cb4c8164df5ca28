import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { JoinedNames } from './joined-names.ts'

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('join' as const), names: fc.subarray([...NAMES]) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('part' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('settle' as const) }) },
)

/** What hangs together by these sets: names take the smallest of their sets until nothing changes. */
function rootsOf(sets: readonly (readonly string[])[]): Map<string, string> {
  const roots = new Map<string, string>(NAMES.map((name) => [name, name]))
  for (let changed = true; changed;) {
    changed = false
    for (const names of sets) {
      const least = names.map((name) => roots.get(name) ?? name).sort()[0]
      for (const name of names) {
        if (least === undefined || roots.get(name) === least) continue
        roots.set(name, least)
        changed = true
      }
    }
  }
  return roots
}

it('[CC33] names belong together that a chain of sets joins, whatever sets came and went, and it is said which do otherwise', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const joined = new JoinedNames()
    const sets: string[][] = []
    let before = rootsOf([])
    for (const one of [...steps, { what: 'settle' as const }]) {
      if (one.what === 'join') {
        sets.push(one.names)
        joined.join(one.names)
      } else if (one.what === 'part') {
        for (const names of sets.splice(one.which % (sets.length + 1), 1)) joined.part(names)
      } else {
        const roots = rootsOf(sets)
        const changed = NAMES.filter((name) => roots.get(name) !== before.get(name))
        expect([...joined.settle()].sort()).toEqual(changed.map((name) => [name, before.get(name)]))
        expect(NAMES.map((name) => [name, joined.rootOf(name)])).toEqual([...roots])
        before = roots
      }
    }
  }), { numRuns: 300 })
})
