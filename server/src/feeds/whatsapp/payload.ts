import * as z from 'zod'

const seconds = z.union([z.string().regex(/^\d{9,11}$/), z.number().int()]).transform((text) => Number(text) * 1000)
const messageSchema = z.object({ id: z.string().min(1), from: z.string().min(1), timestamp: seconds, type: z.string(), text: z.object({ body: z.string() }).optional() })
const statusSchema = z.object({ id: z.string().min(1), status: z.string(), timestamp: seconds, recipient_id: z.string().min(1), biz_opaque_callback_data: z.string().optional() })
const echoSchema = z.object({ id: z.string().min(1), to: z.string().min(1), timestamp: seconds })
const valueSchema = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  messages: z.array(z.unknown()).optional(), statuses: z.array(z.unknown()).optional(), message_echoes: z.array(z.unknown()).optional(),
})
const bodySchema = z.object({ object: z.string(), entry: z.array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown() })) })) })

/** What one delivery of the Cloud API says, times as epoch milliseconds; `number` is the phone number id of the business. */
export type WhatsappItem =
  | { kind: 'message'; number: string; path: string; id: string; from: string; atMs: number; text: string | undefined }
  | { kind: 'status'; number: string; path: string; id: string; status: string; to: string; atMs: number; ours: string | undefined }
  | { kind: 'echo'; number: string; path: string; id: string; to: string; atMs: number }
  | { kind: 'fault'; path: string; problem: string }

/** Takes a delivery apart. What is not of messages is left out; a part that is not as documented is a fault alone. */
export function itemsOf(body: unknown): WhatsappItem[] {
  const parsed = bodySchema.safeParse(body)
  if (!parsed.success) return [{ kind: 'fault', path: 'body', problem: 'is no delivery of the WhatsApp Business Platform' }]
  if (parsed.data.object !== 'whatsapp_business_account') return []
  return parsed.data.entry.flatMap(({ changes }, entryAt) => changes.flatMap(({ field, value }, at): WhatsappItem[] => {
    if (field !== 'messages' && field !== 'smb_message_echoes') return []
    const path = `entry[${entryAt}].changes[${at}].value`
    const change = valueSchema.safeParse(value)
    if (!change.success) return [{ kind: 'fault', path, problem: 'names no phone_number_id' }]
    const number = change.data.metadata.phone_number_id
    const each = <T>(list: unknown[] | undefined, name: string, schema: z.ZodType<T>, item: (one: T, path: string) => WhatsappItem): WhatsappItem[] =>
      (list ?? []).map((raw, index) => {
        const where = `${path}.${name}[${index}]`
        const one = schema.safeParse(raw)
        return one.success ? item(one.data, where) : { kind: 'fault', path: `${where}.${(one.error.issues[0]?.path ?? []).map(String).join('.')}`, problem: 'is missing or not as documented' }
      })
    return [
      ...each(change.data.messages, 'messages', messageSchema, ({ id, from, timestamp, text }, where) => ({ kind: 'message', number, path: where, id, from, atMs: timestamp, text: text?.body })),
      ...each(change.data.statuses, 'statuses', statusSchema, ({ id, status, recipient_id: to, timestamp, biz_opaque_callback_data: ours }, where) => ({ kind: 'status', number, path: where, id, status, to, atMs: timestamp, ours })),
      ...each(change.data.message_echoes, 'message_echoes', echoSchema, ({ id, to, timestamp }, where) => ({ kind: 'echo', number, path: where, id, to, atMs: timestamp })),
    ]
  }))
}
