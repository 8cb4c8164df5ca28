import * as z from 'zod'
import { contactEventSchema } from '../../../contact-center/index.ts'

/** To generate the code costs as much as so many events do without it, a tenth of a second; a start that others wait for shall not wait for that. */
const COMPILED_AFTER_EVENTS = 2_000

/**
 * The schema of contact events as code that zod generates from it: what is good costs a quarter; what is bad zod reads once more,
 * to explain it. Throws where zod cannot compile the schema, so that no change of it makes ingest slow unnoticed.
 */
export const compileEventSchema = (): typeof contactEventSchema => z.compile(contactEventSchema, { strict: true })

let checked = contactEventSchema
let seen = 0

/** Reads a contact event as the schema does; compiled once there are many of them. */
export function checkEvent(raw: unknown): ReturnType<typeof contactEventSchema.safeParse> {
  if (seen <= COMPILED_AFTER_EVENTS && seen++ === COMPILED_AFTER_EVENTS) checked = compileEventSchema()
  return checked.safeParse(raw)
}
