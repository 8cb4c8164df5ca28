import * as z from 'zod/mini'

/** What we read of ARI's events (rest-api/api-docs/events.json of Asterisk 22); all else is passed over. */
const ariMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('StasisStart'), channel: z.object({ id: z.string() }) }),
  z.object({ type: z.literal('ChannelDestroyed'), channel: z.object({ id: z.string() }) }),
  z.object({ type: z.literal('PlaybackFinished'), playback: z.object({ id: z.string(), state: z.string() }) }),
])
export type AriMessage = z.output<typeof ariMessageSchema>

/** One text frame of the event socket; undefined where it is nothing to us. */
export function readAriMessage(text: string): AriMessage | undefined {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return undefined
  }
  const read = ariMessageSchema.safeParse(message)
  return read.success ? read.data : undefined
}
