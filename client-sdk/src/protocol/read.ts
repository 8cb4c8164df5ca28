import { displaySchema } from './display.ts'
import type { Display } from './display.ts'
import { boardSchema, freshSchema, refusedSchema, toldSchema } from './frames.ts'
import type { Board, Fresh, Refused, Told } from './frames.ts'
import { displayWithKnownCodes, refusedWithKnownCode } from './known-codes.ts'

interface Schema<T> { safeParse(value: unknown): { success: true; data: T } | { success: false } }

/** A throwing getter or proxy is bad input like any other: reading never throws (PR6). */
function read<T>(schema: Schema<T>, value: unknown, prepare: (value: unknown) => unknown = (same) => same): T | undefined {
  try {
    const parsed = schema.safeParse(prepare(value))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** The display in `value`, without fields unknown to this version (PR5), or `undefined`. Never throws. */
export const readDisplay = (value: unknown): Display | undefined => read(displaySchema, value, displayWithKnownCodes)
/** The `fresh` frame in `value`, or `undefined`. Never throws. */
export const readFresh = (value: unknown): Fresh | undefined => read(freshSchema, value)
/** The receipt in `value`, or `undefined`. Never throws. */
export const readTold = (value: unknown): Told | undefined => read(toldSchema, value)
/** The refusal in `value`, or `undefined`. Never throws. */
export const readRefused = (value: unknown): Refused | undefined => read(refusedSchema, value, refusedWithKnownCode)
/** The board in `value`, or `undefined`. Never throws. */
export const readBoard = (value: unknown): Board | undefined => read(boardSchema, value)
