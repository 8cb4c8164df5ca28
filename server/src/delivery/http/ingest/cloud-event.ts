import * as z from 'zod'

/** CloudEvents 1.0, structured: `type` is `queuecast.` + our type, `data` the rest of the event. */
export const cloudEventSchema = z.looseObject({
  specversion: z.literal('1.0', { error: 'must be "1.0"' }),
  id: z.string(),
  source: z.string().min(1),
  type: z.string().startsWith('queuecast.', { error: 'must be queuecast. and the type of a contact event, such as queuecast.contact.queued' }),
  time: z.string().optional(),
  datacontenttype: z.string().regex(/^application\/([a-z0-9.+-]+\+)?json\b/i, 'must be application/json').optional(),
  data: z.looseObject({}).optional(),
  data_base64: z.never({ error: 'must not be used: send data as a JSON object' }).optional(),
})

/** What of an envelope is neither the event's nor of CloudEvents itself is not a lost field: extensions are for carriers. */
export function unwrapCloudEvent(envelope: z.output<typeof cloudEventSchema>): Record<string, unknown> {
  const { id, time, type, data } = envelope
  // Spread keeps own `__proto__` keys out of the prototype.
  return { ...data, id, type: type.slice('queuecast.'.length), ...(time === undefined ? {} : { time }) }
}
