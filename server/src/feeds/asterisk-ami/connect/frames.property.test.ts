import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createAmiFrames } from './frames.ts'

const piece = fc.oneof(
  fc.constantFrom('Event: QueueCallerJoin\r\n', 'Asterisk Call Manager/11.0.0\r\n', '\r\n', '\n', '\r', ':', ': ', '::', 'Queue: support\r\n', '__proto__: x\r\n', 'Response: Success\r\n', 'A:\r\n', 'é\r\n').map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 40 }).map((raw) => Buffer.from(raw)),
  fc.constant(Buffer.alloc(20_000, 'x')),
)
const RUNS = 800

it(`any bytes, however cut, give the same frames, and a good frame after them is whole (${RUNS} streams)`, () => {
  const good = Buffer.from('\r\n\r\nEvent: After\r\nUniqueid: 1.1\r\n\r\n')
  fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), fc.array(fc.nat(400), { maxLength: 6 }), (pieces, cuts) => {
    const bytes = Buffer.concat([...pieces, good])
    const whole = createAmiFrames()
    const expected = whole.push(bytes)
    const cut = createAmiFrames()
    const at = [...new Set(cuts.map((one) => Math.min(one, bytes.length)))].sort((a, b) => a - b)
    const events = [0, ...at].flatMap((from, index) => cut.push(bytes.subarray(from, at[index] ?? bytes.length)))
    expect(events).toEqual(expected)
    expect(cut.faults).toBe(whole.faults)
    expect(expected.at(-1)).toEqual({ Event: 'After', Uniqueid: '1.1' })
    for (const event of expected) expect(Object.getPrototypeOf(event)).toBe(Object.prototype)
  }), { numRuns: RUNS })
})
