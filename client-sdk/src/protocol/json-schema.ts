import * as z from 'zod/mini'
import { displaySchema, PROTOCOL_VERSION } from './display.ts'
import { boardSchema, feedHealthSchema, freshSchema, queueStatusSchema, refusedSchema, toldSchema } from './frames.ts'

const published = {
  Display: displaySchema,
  Fresh: freshSchema,
  Told: toldSchema,
  Refused: refusedSchema,
  QueueStatus: queueStatusSchema,
  FeedHealth: feedHealthSchema,
  Board: boardSchema,
} as const

/**
 * The wire contract as one JSON Schema (draft 2020-12), one definition a frame. `io: 'input'` because readers ignore
 * unknown fields (PR5): what is published must not forbid them.
 */
export function protocolJsonSchema(): Record<string, unknown> {
  const definitions = Object.entries(published).map(([name, schema]) => {
    const { $schema: _, ...definition } = z.toJSONSchema(schema, { io: 'input' })
    return [name, definition] as const
  })
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Queuecast wire protocol, version ${PROTOCOL_VERSION}`,
    description: 'Generated from client-sdk/src/protocol; do not edit. Rules of use: client-sdk/src/protocol/SPEC.md.',
    $defs: Object.fromEntries(definitions),
  }
}
