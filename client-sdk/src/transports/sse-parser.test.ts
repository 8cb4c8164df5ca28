import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSseParser } from './sse-parser.ts'
import type { SseEvent } from './sse-parser.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
function parseCut(bytes: Uint8Array, cuts: readonly number[]): SseEvent[] {
  const parse = createSseParser()
  const at = [0, ...[...cuts].sort((a, b) => a - b), bytes.length]
  return at.slice(1).flatMap((end, index) => parse(bytes.subarray(at[index], end)))
}

const stream = '\uFEFF: hello\r\nevent: display\r\nid: 0000000001:7\r\ndata: {"sentence":\r\ndata: "één → 🕐"}\r\n\r\n' +
  'retry: 10\nevent:fresh\ndata:  x\n\n: only a comment\n\nevent: lost\n\nid: a\0b\rdata\r\rdata: last\n\ndata: unfinished'
const expected: SseEvent[] = [
  { event: 'display', id: '0000000001:7', data: '{"sentence":\n"één → 🕐"}' },
  { event: 'fresh', id: '0000000001:7', data: ' x' },
  { event: 'message', id: '0000000001:7', data: '' },
  { event: 'message', id: '0000000001:7', data: 'last' },
]

it('reads fields, comments, several data lines, each line ending and a byte order mark', () => {
  expect(parseCut(bytesOf(stream), [])).toEqual(expected)
})

it('reads the same when cut in two at any byte, and byte by byte', () => {
  const bytes = bytesOf(stream)
  for (let cut = 0; cut <= bytes.length; cut += 1) expect(parseCut(bytes, [cut])).toEqual(expected)
  expect(parseCut(bytes, Array.from(bytes.keys()))).toEqual(expected)
})

it('reads any stream the same however it is cut', () => {
  const text = fc.array(fc.constantFrom('data: a', 'data:é🕐', 'event: x', 'id: 1', ':', 'data', '\r', '\n', '\r\n', '\n\n', ''), { maxLength: 30 }).map((parts) => parts.join(''))
  fc.assert(fc.property(text, fc.array(fc.nat({ max: 200 }), { maxLength: 8 }), (source, cuts) => {
    const bytes = bytesOf(source)
    expect(parseCut(bytes, cuts.map((cut) => Math.min(cut, bytes.length)))).toEqual(parseCut(bytes, []))
  }), { numRuns: 300 })
})

it('does not grow without end', () => {
  const long = bytesOf('x'.repeat(600_000))
  const parse = createSseParser()
  parse(long)
  expect(() => parse(long)).toThrow(RangeError)
  const many = createSseParser()
  expect(() => { for (let line = 0; line < 3; line += 1) many(bytesOf(`data: ${'x'.repeat(600_000)}\n`)) }).toThrow(RangeError)
})
