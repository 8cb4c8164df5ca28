import * as fc from 'fast-check'
import { basedOnSchema, channelSchema, contactStateSchema, revisionReasonSchema, unknownReasonSchema } from '../protocol/display.ts'
import type { Display, Wait } from '../protocol/display.ts'

/** For tests: a display with everything that may be left out left out, changed by `changes`. */
export function exampleDisplay(changes: Partial<Display> = {}): Display {
  return {
    v: 1, center: 'acme', queue: 'support', contact: 'c-17', channel: 'chat', state: 'waiting', position: 3, positionFirm: true,
    wait: { known: true, boundSeconds: 240, share: 0.9, p10Seconds: 60, p50Seconds: 130, p90Seconds: 215, basedOn: 'queue-length' },
    waitedSeconds: 35, duties: [], text: { lang: 'nl', sentence: 'U bent nummer 3. Waarschijnlijk bent u binnen 4 minuten aan de beurt.' },
    asOf: '2026-11-22T10:00:00.000Z', staleAfter: '2026-11-22T10:00:15.000Z', freshForSeconds: 15, epoch: '0000000001', seq: 100, ...changes,
  }
}

const seconds = fc.integer({ min: 0, max: 100_000 })
const word = fc.string({ minLength: 1, maxLength: 12 })
export const orderArbitrary = fc.record({ epoch: fc.integer({ min: 1, max: 3 }).map((epoch) => String(epoch).padStart(10, '0')), seq: fc.integer({ min: 0, max: 20 }) })

const waitArbitrary: fc.Arbitrary<Wait> = fc.oneof(
  fc.record({
    known: fc.constant(true as const), boundSeconds: seconds, share: fc.constant(0.9), p10Seconds: seconds, p50Seconds: seconds, p90Seconds: seconds,
    basedOn: fc.constantFrom(...basedOnSchema.options),
  }),
  fc.record({ known: fc.constant(false as const), reason: fc.constantFrom(...unknownReasonSchema.options) }),
)

/** For tests: any display of this version. */
export const displayArbitrary: fc.Arbitrary<Display> = fc.record({
  v: fc.constant(1 as const), center: word, contact: word, state: fc.constantFrom(...contactStateSchema.options), wait: waitArbitrary,
  duties: fc.array(fc.record({ kind: word, charter: word, rule: word }), { maxLength: 2 }),
  text: fc.record({ lang: fc.constantFrom('nl', 'fr', 'de', 'en'), sentence: word, revision: word, notice: word, offer: word }, { requiredKeys: ['lang', 'sentence'] }),
  asOf: fc.constant('2026-11-22T10:00:00.000Z'), staleAfter: fc.constant('2026-11-22T10:00:15.000Z'), freshForSeconds: fc.integer({ min: 0, max: 60 }),
  queue: word, channel: fc.constantFrom(...channelSchema.options), position: fc.integer({ min: 1, max: 10_000 }), positionFirm: fc.boolean(),
  answerBy: word, waitedSeconds: seconds,
  revision: fc.record({ fromSeconds: seconds, toSeconds: seconds, reason: fc.constantFrom(...revisionReasonSchema.options) }, { requiredKeys: ['fromSeconds', 'toSeconds'] }),
  notice: fc.record({ text: word, expectedEnd: word }, { requiredKeys: ['text'] }),
  epoch: fc.constant(''), seq: fc.constant(0),
}, { requiredKeys: ['v', 'center', 'contact', 'state', 'wait', 'duties', 'text', 'asOf', 'staleAfter', 'freshForSeconds', 'epoch', 'seq'] })
  .chain((display) => orderArbitrary.map((order) => ({ ...display, ...order })))
