import * as z from 'zod/mini'
import { basedOnSchema, channelSchema, contactStateSchema, displaySchema, knownWaitSchema, revisionReasonSchema, revisionSchema, unknownReasonSchema } from './display.ts'
import type { Display } from './display.ts'
import { boardSchema, freshSchema, refusalCodeSchema, refusedSchema, toldSchema } from './frames.ts'
import type { Board, Fresh, Refused, Told } from './frames.ts'

// PR7: a code that is newer than this reader must not cost the customer the sentence, so each has a stand-in.
const readableWaitSchema = z.discriminatedUnion('known', [
  z.extend(knownWaitSchema, { basedOn: z.catch(basedOnSchema, 'other') }),
  z.object({ known: z.literal(false), reason: z.catch(unknownReasonSchema, 'not-estimable') }),
])
const readableDisplaySchema = z.extend(displaySchema, {
  channel: z.optional(z.catch(z.optional(channelSchema), undefined)),
  state: z.catch(contactStateSchema, 'unknown'),
  wait: readableWaitSchema,
  revision: z.optional(z.extend(revisionSchema, { reason: z.optional(z.catch(z.optional(revisionReasonSchema), undefined)) })),
})
// PR9: a final refusal stays final under a new name; a passing one is a reason to come back later.
const readableRefusedSchema = z.extend(refusedSchema, { code: z.catch(refusalCodeSchema, 'elsewhere') })

/** A throwing getter or proxy is bad input like any other: reading never throws (PR6). */
function read<T>(schema: { safeParse(value: unknown): { success: boolean; data?: unknown } }, value: unknown): T | undefined {
  try {
    const parsed = schema.safeParse(value)
    return parsed.success ? parsed.data as T : undefined
  } catch {
    return undefined
  }
}

/** The display in `value`, without fields unknown to this version (PR5), or `undefined`. Never throws. */
export function readDisplay(value: unknown): Display | undefined {
  const display = read<Display>(readableDisplaySchema, value)
  // A stand-in of "nothing" is an absent field, as `exactOptionalPropertyTypes` promises.
  if (display?.channel === undefined) delete display?.channel
  if (display?.revision?.reason === undefined) delete display?.revision?.reason
  return display
}
/** The `fresh` frame in `value`, or `undefined`. Never throws. */
export const readFresh = (value: unknown): Fresh | undefined => read<Fresh>(freshSchema, value)
/** The receipt in `value`, or `undefined`. Never throws. */
export const readTold = (value: unknown): Told | undefined => read<Told>(toldSchema, value)
/** The refusal in `value`, or `undefined`. Never throws. */
export const readRefused = (value: unknown): Refused | undefined => read<Refused>(readableRefusedSchema, value)
/** The board in `value`, or `undefined`. Never throws. */
export const readBoard = (value: unknown): Board | undefined => read<Board>(boardSchema, value)
