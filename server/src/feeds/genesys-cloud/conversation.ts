import * as z from 'zod'

/** What is read of a conversation; every field of the vendor's is optional, and all else is dropped here, names and numbers with it. */
const media = z.object({
  state: z.string().optional(), disconnectType: z.string().optional(), connectedTime: z.string().optional(), startAlertingTime: z.string().optional(), callbackScheduledTime: z.string().optional(),
})
const medias = z.array(media).optional()
const participant = z.object({
  id: z.string().min(1).max(100), purpose: z.string().optional(), queueId: z.string().optional(), userId: z.string().max(100).optional(),
  connectedTime: z.string().optional(), endTime: z.string().optional(), startTime: z.string().optional(),
  conversationRoutingData: z.object({ priority: z.number().optional() }).optional(),
  calls: medias, callbacks: medias, chats: medias, messages: medias, emails: medias, videos: medias,
})
export const conversationSchema = z.object({ id: z.string().min(1).max(100), participants: z.array(participant).max(500) })
export type Conversation = z.output<typeof conversationSchema>
export type Participant = z.output<typeof participant>
export type Media = z.output<typeof media>

const MEDIA = [['calls', 'voice'], ['callbacks', 'callback'], ['chats', 'chat'], ['messages', 'messaging'], ['emails', 'email'], ['videos', 'video']] as const
export type MediaChannel = (typeof MEDIA)[number][1]

/** The newest medium of a participant, with our channel. */
export function mediumOf(one: Participant): { channel: MediaChannel; medium: Media } | undefined {
  for (const [name, channel] of MEDIA) {
    const medium = one[name]?.at(-1)
    if (medium !== undefined) return { channel, medium }
  }
  return undefined
}

/** Epoch milliseconds of an instant as the vendor writes it; undefined where there is none. */
export function instant(text: string | undefined): number | undefined {
  const ms = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(ms) ? undefined : ms
}

export const hasEnded = (one: Participant): boolean => one.endTime !== undefined || ['disconnected', 'terminated'].includes(mediumOf(one)?.medium.state ?? '')
