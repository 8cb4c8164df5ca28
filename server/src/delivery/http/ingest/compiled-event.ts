import * as z from 'zod'
import { contactEventSchema } from '../../../contact-center/index.ts'

/**
 * The schema of contact events as code that zod generates from it: what is good costs a quarter; what is bad zod reads once more,
 * to explain it. Throws when loaded if zod cannot compile it, so that a change of the schema does not make ingest slow unnoticed.
 */
export const compiledEvent = z.compile(contactEventSchema, { strict: true })
