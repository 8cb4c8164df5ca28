import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createEslReader, EslFault, type EslMessage } from './esl-message.ts'
import { readTable } from './table.ts'

const message = fc.record({ body: fc.string({ maxLength: 60 }), name: fc.constantFrom('Event-Name', '__proto__', 'constructor', 'CC-Action') })
  .map(({ body, name }) => Buffer.from(`${name}: x\nContent-Length: ${Buffer.byteLength(body)}\n\n${body}`))
const piece = fc.oneof(message, message, fc.constantFrom('\n\n', 'Content-Length: -1\n\n', 'Content-Length: 1e9\n\n', 'Content-Length: x\n\n', ':\n', 'a: b\n').map((text) => Buffer.from(text)), fc.uint8Array({ maxLength: 40 }).map((raw) => Buffer.from(raw)))
/** What came before a fault, and whether there was one. */
function read(chunks: readonly Uint8Array[]): { messages: EslMessage[]; fault: boolean } {
  const reader = createEslReader()
  const messages: EslMessage[] = []
  for (const chunk of chunks) {
    try {
      messages.push(...reader(chunk))
    } catch (error) {
      expect(error).toBeInstanceOf(EslFault)
      return { messages, fault: true }
    }
  }
  return { messages, fault: false }
}
const RUNS = 800

it(`any bytes, however cut, give the same messages or a fault that says so (${RUNS} streams)`, () => {
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(600), (pieces, at) => {
    const bytes = Buffer.concat(pieces)
    const byByte = read(Array.from(bytes, (byte) => Uint8Array.of(byte)))
    const cut = read([bytes.subarray(0, at), bytes.subarray(at)])
    expect(cut.fault).toBe(byByte.fault)
    // A fault in the same piece as a whole message takes it along: the connection is given up anyway.
    expect(byByte.messages.slice(0, cut.messages.length)).toEqual(cut.messages)
    if (!cut.fault) expect(cut.messages).toEqual(byByte.messages)
  }), { numRuns: RUNS })
})

it(`any text is a table, an error or nothing (${RUNS} texts)`, () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.array(fc.constantFrom('a|b', '__proto__|x', '+OK', '-ERR no', '|', '', 'c|d|e')).map((lines) => lines.join('\n'))), (text) => {
    for (const row of readTable(text) ?? []) expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
  }), { numRuns: RUNS })
})
