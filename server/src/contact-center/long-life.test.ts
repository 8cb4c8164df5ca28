import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restoreContactCenter } from './index.ts'
import { Bench } from './testing/builders.ts'

const ROUNDS = 400
const EVERY_SECONDS = 20

/** A contact that rings and rings: answered, given back, answered. `each` looks at the bench after every event; `swaps`: each third comes after the next. */
function ringing(each: (bench: Bench) => void, { swaps = false } = {}): Bench {
  const bench = new Bench().queue('x', 0)
  for (let n = 1; n <= ROUNDS; n += 1) {
    const round = swaps && n < ROUNDS && n % 3 === 0 ? n + 1 : swaps && n % 3 === 1 && n > 1 ? n - 1 : n
    bench.at(round * EVERY_SECONDS, round % 2 === 1 ? { type: 'contact.answered', contact: 'x', agent: 'ann' } : { type: 'contact.requeued', contact: 'x', queue: 'support' }, { loggedAt: (n + 1) * EVERY_SECONDS })
    bench.tick((n + 1) * EVERY_SECONDS + 1)
    each(bench)
  }
  return bench
}

describe('a contact that goes on and on', () => {
  it.each([false, true])('[CC18] [CC30] is at each event what a restart makes of it (some late: %s)', (swaps) => {
    ringing((bench) => {
      expect(restoreContactCenter(bench.fold.snapshot()).contact('x')).toEqual(bench.fold.contact('x'))
    }, { swaps })
  })

  it('[CC18] [CC30] whatever happens to it: what a restart makes of it', () => {
    const what = fc.constantFrom('queued', 'requeued', 'ringing', 'not-answered', 'answered', 'handled', 'transferred', 'abandoned')
    fc.assert(fc.property(fc.array(fc.record({ what, queue: fc.constantFrom('support', 'sales'), agent: fc.constantFrom('ann', 'bob'), late: fc.nat(3) }), { minLength: 130, maxLength: 200 }), (steps) => {
      const bench = new Bench().queue('x', 0)
      steps.forEach(({ what: kind, queue, agent, late }, index) => {
        const second = (index + 1) * 10
        bench.at(second - late * 8, { type: `contact.${kind}`, contact: 'x', queue, agent, mode: 'blind', target: { queue } } as never, { loggedAt: second })
        if (index % 8 === 0) expect(restoreContactCenter(bench.fold.snapshot()).contact('x')).toEqual(bench.fold.contact('x'))
      })
    }), { numRuns: 30 })
  })

  it('[CC18] gives each of its waits and services to learning once', () => {
    const given: string[] = []
    const bench = ringing(({ fold }) => {
      const { settledStays, settledServices } = fold.takeChanges()
      for (const { startedAtMs } of [...settledStays, ...settledServices]) given.push(String(startedAtMs))
    })
    bench.tick(ROUNDS * EVERY_SECONDS + 120)
    const { settledStays, settledServices } = bench.fold.takeChanges()
    for (const { startedAtMs } of [...settledStays, ...settledServices]) given.push(String(startedAtMs))
    expect([given.length, new Set(given).size]).toEqual([ROUNDS, ROUNDS])
  })

  it('[CC18] remembers its newest stays and those that are open, however many there were', () => {
    expect(ringing(() => undefined).fold.contact('x')?.stays.length).toBeLessThanOrEqual(129)
  })
})
