import * as z from 'zod'
import { contactEventSchema } from '../../contact-center/index.ts'

/** The fields of one event type, and which of them cannot be left out. */
export interface EventFields { all: ReadonlySet<string>; required: readonly string[] }

/** Our own fields of `feed.snapshot` in a mapping: rows are grouped by queue here, since no vendor lists them that way. */
const SNAPSHOT_FIELDS: EventFields = { all: new Set(['type', 'id', 'time', 'rows', 'covers', 'complete']), required: ['rows'] }

const byType = new Map<string, EventFields>()
for (const option of contactEventSchema.options) {
  const shape: Readonly<Record<string, z.ZodType>> = option.shape
  const fields = {
    all: new Set(Object.keys(shape)),
    required: Object.keys(shape).filter((key) => !['type', 'id', 'time'].includes(key) && shape[key]?.safeParse(undefined).success !== true),
  }
  for (const type of option.shape.type.values) byType.set(type, type === 'feed.snapshot' ? SNAPSHOT_FIELDS : fields)
}

export const EVENT_TYPES: readonly string[] = [...byType.keys()]
export const fieldsOf = (type: string): EventFields | undefined => byType.get(type)
/** Fields that hold an opaque id. */
export const ID_FIELDS: ReadonlySet<string> = new Set(['contact', 'agent'])
