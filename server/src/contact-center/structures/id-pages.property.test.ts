import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IdPages } from './id-pages.ts'
import type { StateSheet } from './sheet.ts'
import { textsOf } from './text-lines.ts'

const KINDS = ['a', 'b'] as const
type Kind = (typeof KINDS)[number]
const PAGE_IDS = 8

const id = fc.integer({ min: 0, max: 40 }).map((n) => `k${n}`)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('put'), id, fc.constantFrom(...KINDS)) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('put'), id, fc.constant(undefined)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('changes'), id, fc.constant(undefined)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('lend'), id, fc.constantFrom(...KINDS)) },
)

/** Ids of a kind, each with a text that changes: the pages are to tell it as it was when they were lent. */
class Model {
  readonly pages = new IdPages<Kind>(KINDS, PAGE_IDS)
  readonly rows = new Map<string, { kind: Kind; text: string }>()
  #changes = 0

  put(one: string, kind: Kind | undefined): void {
    this.pages.put(one, kind)
    if (kind === undefined) this.rows.delete(one)
    else this.rows.set(one, { kind, text: this.rows.get(one)?.text ?? `[${this.#changes += 1}]` })
  }

  change(one: string): void {
    const row = this.rows.get(one)
    this.pages.changes(one)
    if (row !== undefined) row.text = `[${this.#changes += 1}]`
  }

  of(kind: Kind): Map<string, string> {
    return new Map([...this.rows].filter(([, row]) => row.kind === kind).map(([one, { text }]) => [one, text]))
  }

  sheets(kind: Kind): StateSheet[] {
    return this.pages.sheets(kind, (one) => this.rows.get(one)?.text ?? '?')
  }
}
const rowsOf = (texts: readonly string[]): Map<string, string> => new Map(texts.flatMap((text) => [...textsOf(text)]))

describe('ids by kind in pages', () => {
  it('[CC45] are each of its kind, few or in sheets; what was lent stays as it was, and a sheet of the same version reads the same', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const model = new Model()
      const lent: { expected: Map<string, string>; read: () => string[] }[] = []
      const read = new Map<object, Map<string, string>>()
      for (const [what, one, kind] of steps) {
        if (what === 'put') model.put(one, kind)
        else if (what === 'changes') model.change(one)
        else if (kind !== undefined) {
          const few = model.pages.few(kind)
          const texts = model.sheets(kind).map(({ lend }) => lend())
          lent.push({ expected: few.length > 0 ? new Map() : model.of(kind), read: () => texts.map((text) => text()) })
        }
        for (const each of KINDS) {
          const [few, rows, sheets] = [model.pages.few(each), model.of(each), model.sheets(each)]
          expect(new Set(model.pages.of(each))).toEqual(new Set(rows.keys()))
          expect([few.toSorted(), sheets.length > 0]).toEqual(rows.size <= PAGE_IDS ? [[...rows.keys()].sort(), false] : [[], true])
          expect(sheets.map(({ name }) => name)).toEqual(sheets.map((_, number) => `${each}-${number}`))
          for (const { version, lend } of sheets) {
            const texts = rowsOf([lend()()])
            expect(texts.size).toBeLessThanOrEqual(PAGE_IDS)
            if (texts.size > 0) expect(texts).toEqual(read.get(version) ?? texts)
            read.set(version, texts)
          }
          if (sheets.length > 0) expect(rowsOf(sheets.map(({ lend }) => lend()()))).toEqual(rows)
        }
      }
      for (const { expected, read: again } of lent) expect(rowsOf(again())).toEqual(expected)
    }), { numRuns: 200 })
  })

  it('[CC45] who stays longest has no page alone, and a page that went leaves an empty sheet, so that no number is missing', () => {
    const model = new Model()
    for (let i = 0; i < 10 * PAGE_IDS; i += 1) model.put(`k${i}`, 'a')
    const before = new Map(model.sheets('a').map(({ name, version }) => [name, version]))
    for (let i = 0; i < 7 * PAGE_IDS; i += 1) if (i % PAGE_IDS !== 0) model.put(`k${i}`, undefined)
    const sheets = model.sheets('a')
    const sizes = sheets.map(({ lend }) => rowsOf([lend()()]).size)
    expect(sizes).toEqual([7, 0, 0, 0, 0, 0, 0, 8, 8, 8])
    expect(sheets.slice(7).map(({ name, version }) => before.get(name) === version)).toEqual([true, true, true])
  })

  it('[CC45] only the pages of those that changed are written again', () => {
    const model = new Model()
    for (let i = 0; i < 5 * PAGE_IDS; i += 1) model.put(`k${i}`, 'a')
    const before = model.sheets('a').map(({ version }) => version)
    model.change('k9')
    model.put('k4711', 'a')
    expect(model.sheets('a').map(({ version }, number) => version === before[number])).toEqual([true, false, true, true, true, false])
  })
})
