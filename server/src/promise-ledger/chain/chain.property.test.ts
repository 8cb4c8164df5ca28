import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChainHead, type ChainLine, EMPTY_HEAD, headOf, nextEntry, saltedPayload } from './chain-entry.ts'
import { lineText, parseLine, type Seal, sealText } from './line.ts'
import { verifyLines } from './verify-lines.ts'

const DAY = '2026-11-22'
const AT_MS = Date.parse(`${DAY}T08:00:00Z`)

function chainOf(bodies: unknown[][]): { lines: ChainLine[]; head: ChainHead } {
  let head: ChainHead = EMPTY_HEAD
  const lines = bodies.map((some, index) => {
    const payloads = some.map(saltedPayload)
    const entry = nextEntry('ledger:acme', head, { log: `${AT_MS + index}-0`, atMs: AT_MS + index }, payloads)
    head = headOf(entry)
    return { entry, payloads }
  })
  return { lines, head }
}
const sealOf = ({ lines, head }: { lines: ChainLine[]; head: ChainHead }): Seal =>
  ({ v: 1, book: 'ledger:acme', day: DAY, entries: lines.length, first: lines[0]?.entry.n ?? 0, last: head.n, previous: lines[0]?.entry.prev ?? head.hash, head: head.hash })
const fileOf = (chain: { lines: ChainLine[]; head: ChainHead }): string => [...chain.lines.map(lineText), sealText(sealOf(chain))].map((line) => `${line}\n`).join('')

it('no two payloads share a salt, however many are salted together', () => {
  const salts = Array.from({ length: 2_000 }, () => saltedPayload(1).salt)
  expect(new Set(salts).size).toBe(salts.length)
  for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/)
})

/** Lines as the file reader gives them: only a line feed ends one. */
function linesOf(text: string): string[] {
  const parts = text.split('\n')
  return parts.map((part, index) => (index < parts.length - 1 ? `${part}\n` : part)).filter((part) => part !== '')
}
const verify = (text: string) => verifyLines(linesOf(text), DAY)

const bodies = fc.array(fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }), { minLength: 1, maxLength: 5 })

describe('the chain', () => {
  it('[LE16] a whole file verifies, and each line reads back as it was written', async () => {
    await fc.assert(fc.asyncProperty(bodies, async (some) => {
      const chain = chainOf(some)
      expect(await verify(fileOf(chain))).toMatchObject({ ok: true, entries: some.length, erased: 0, head: chain.head })
      for (const line of chain.lines) expect(parseLine(lineText(line))).toEqual({ kind: 'entry', line })
    }), { numRuns: 60 })
  })

  it('[LE16] any changed, added or missing byte is found, in the line where it is or at the next', async () => {
    await fc.assert(fc.asyncProperty(bodies, fc.nat(), fc.integer({ min: 0, max: 255 }), fc.constantFrom('change', 'insert', 'delete'), async (some, where, byte, how) => {
      const good = Buffer.from(fileOf(chainOf(some)))
      const at = where % good.length
      if (how === 'change' && good[at] === byte) return
      const bad = how === 'change' ? Buffer.from(good) : Buffer.concat([good.subarray(0, at), ...(how === 'insert' ? [Buffer.of(byte)] : []), good.subarray(how === 'insert' ? at : at + 1)])
      if (how === 'change') bad[at] = byte
      if (bad.equals(good)) return
      const lineNumber = good.subarray(0, at).filter((one) => one === 10).length + 1
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bad)
      const verified = await verify(text)
      expect(verified.ok).toBe(false)
      if (!verified.ok) expect([lineNumber, lineNumber + 1, lineNumber - 1]).toContain(verified.line)
    }), { numRuns: 400 })
  })

  it('[LE16] a seal of another day is found', async () => {
    const file = fileOf(chainOf([[null]]))
    const other = file.replace(`"day":"${DAY}"`, '"day":"2026-11-21"')
    expect(await verify(other)).toMatchObject({ ok: false, line: 2, why: `the seal is of 2026-11-21, the file of ${DAY}` })
  })

  it('[LE16] lines that are left out, doubled or exchanged are found', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 2 }), { minLength: 3, maxLength: 6 }), fc.nat(), async (some, where) => {
      const lines = linesOf(fileOf(chainOf(some)))
      const at = where % (lines.length - 1)
      const [first = '', second = ''] = [lines[at], lines[at + 1]]
      for (const wrong of [lines.toSpliced(at, 1), lines.toSpliced(at, 0, first), lines.toSpliced(at, 2, second, first), lines.slice(0, -2).concat(lines.slice(-1))]) {
        expect((await verifyLines(wrong)).ok).toBe(false)
      }
    }), { numRuns: 40 })
  })

  it('[LE16] another payload under the same salt, or the same under another, is found', async () => {
    const { lines, head } = chainOf([[{ bound: 60 }], [{ bound: 120 }]])
    const line = lines[0]!
    const payload = line.payloads[0]!
    for (const other of [{ ...payload, text: '{"bound":61}' }, { ...payload, salt: '0'.repeat(32) }]) {
      expect(await verify(fileOf({ lines: [{ ...line, payloads: [other] }, lines[1]!], head }))).toMatchObject({ ok: false, line: 1, why: 'its payload 1 is not the one that was hashed' })
    }
  })

  it('[LE17] erased payloads leave the chain whole, and are counted', async () => {
    await fc.assert(fc.asyncProperty(bodies, fc.infiniteStream(fc.boolean()), async (some, drops) => {
      const chain = chainOf(some)
      const full = await verify(fileOf(chain))
      let gone = 0
      const lines = chain.lines.map((line) => ({ ...line, payloads: line.payloads.map((payload) => {
        const drop = drops.next().value as boolean
        if (drop) gone += 1
        return drop ? undefined : payload
      }) }))
      expect(await verify(fileOf({ lines, head: chain.head }))).toEqual({ ...full, erased: gone })
    }), { numRuns: 40 })
  })

  it('[LE17] what is left of an erased payload does not say what it was: the same body has another hash each time', () => {
    const one = chainOf([[{ contact: 'c-1' }]]).lines[0]!
    const two = chainOf([[{ contact: 'c-1' }]]).lines[0]!
    expect(one.entry.items).not.toEqual(two.entry.items)
  })
})
