import { describe, expect, it } from 'vitest'
import { createKeptAnswers } from './kept-answers.ts'

describe('kept answers', () => {
  const setup = (most?: number) => {
    let now = 0
    let runs = 0
    const kept = createKeptAnswers({ nowMs: () => now, ...(most === undefined ? {} : { most }) })
    const ask = (key = 'k', takes = 1000) => kept(key, () => {
      now += takes
      runs += 1
      return Promise.resolve(runs)
    })
    return { ask, kept, runs: () => runs, pass: (ms: number) => { now += ms } }
  }

  it('whoever asks meanwhile gets the same; an old one is given at once and renewed behind it, no sooner than twenty times what it took', async () => {
    const { ask, runs, pass } = setup()
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1])
    pass(19_000)
    expect(await ask()).toBe(1)
    pass(2_000)
    expect(await ask()).toBe(1)
    await new Promise((resolve) => setImmediate(resolve))
    expect([await ask(), runs()]).toEqual([2, 2])
  })

  it('what nobody asked for long is not given any more', async () => {
    const { ask, pass } = setup()
    expect(await ask()).toBe(1)
    pass(81_000)
    expect(await ask()).toBe(2)
  })

  it('one is computed at a time', async () => {
    const { kept } = setup()
    const order: string[] = []
    const slow = (name: string) => kept(name, async () => {
      order.push(`${name} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(`${name} ends`)
    })
    await Promise.all([slow('a'), slow('b')])
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('a failed one is forgotten, and does not keep the next from its turn', async () => {
    const { kept } = setup()
    await expect(kept('x', () => Promise.reject(new Error('no store')))).rejects.toThrow('no store')
    expect(await kept('x', () => Promise.resolve(5))).toBe(5)
  })

  it('keeps so many', async () => {
    const { ask, runs } = setup(2)
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(key)
    expect(runs()).toBe(4)
  })
})
