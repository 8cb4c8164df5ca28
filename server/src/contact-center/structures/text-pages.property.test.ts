import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { linesOf, textsOf } from './text-lines.ts'
import { TextPage, TextPages } from './text-pages.ts'

const id = fc.oneof(fc.integer({ min: 0, max: 12 }).map((n) => `k${n}`), fc.constantFrom('"\\', 'wachtrij é', '队列\n', '\ud800'))
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('é'.repeat(40_000)), fc.integer({ min: 0, max: 30_000 }).map((length) => 'x'.repeat(length))).map((value) => JSON.stringify([value]))
const step = fc.tuple(fc.constantFrom('add', 'add', 'delete', 'run out', 'lend'), id, fc.integer({ min: 0, max: 2 }), text)

it('[CC45] texts beside the heap are those that were put there, page for page, and what was lent stays as it was', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const texts = new TextPages()
    const pages = [0, 1, 2].map((number) => new TextPage(number))
    const model: Map<string, string>[] = pages.map(() => new Map())
    const lent: { expected: string; read(): string }[] = []
    for (const [what, one, number, value] of steps) {
      const page = pages[number] as TextPage
      const holder = model.findIndex((rows) => rows.has(one))
      if (what === 'add' && holder === -1) {
        texts.add(one, value, page)
        model[number]?.set(one, value)
      } else if (what === 'delete' || what === 'run out') {
        const { version } = pages[Math.max(0, holder)]?.sheet ?? {}
        expect((what === 'delete' ? texts.delete(one) : texts.runOut(one))?.number).toBe(holder === -1 ? undefined : holder)
        if (holder !== -1) expect(pages[holder]?.sheet.version === version).toBe(what === 'run out')
        model[holder]?.delete(one)
      } else if (what === 'lend') {
        lent.push({ expected: linesOf(model[number] ?? []), read: page.sheet.lend(() => texts.lines(page)) })
      }
      for (const [at, rows] of model.entries()) {
        expect(pages[at]?.size).toBe(rows.size)
        expect([...textsOf(texts.lines(pages[at] as TextPage))]).toEqual([...rows])
        for (const [key, held] of rows) expect(texts.get(key)).toBe(held)
      }
      if (!model.some((rows) => rows.has(one))) expect([texts.has(one), texts.get(one)]).toEqual([false, undefined])
    }
    for (const { expected, read } of lent) expect(read()).toBe(expected)
  }), { numRuns: 200 })
})
