import * as z from 'zod'

/**
 * The contract's contact events. After parsing every instant is epoch milliseconds, so a stored event is again a valid
 * contract event. Unknown fields are dropped here and counted by the one who parses (compare the keys).
 */

const PRINTABLE_WITHOUT_PATH = /^[\x21-\x22\x24\x26-\x2e\x30-\x3e\x40-\x7e]{1,128}$/

/** Contact and agent ids: opaque, ≤128 printable ASCII without `/ ? # %` and without spaces. */
export const opaqueIdSchema = z.string().regex(PRINTABLE_WITHOUT_PATH, 'must be 1 to 128 printable ASCII characters without space / ? # %')
/** Center and queue ids. */
export const slugSchema = z.string().regex(/^[a-z0-9-]{1,64}$/, 'must be 1 to 64 of a-z, 0-9 and -')
export const eventIdSchema = z.string().regex(/^[\x20-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters')

const rfc3339 = z.iso.datetime({ offset: true, message: 'must be RFC 3339 with an offset, or epoch milliseconds' })
/** RFC 3339 or epoch milliseconds in; epoch milliseconds out. */
export const instantSchema = z.union([z.number().int().min(0).max(8_640_000_000_000_000), rfc3339.transform((text) => Date.parse(text))])

export const channelSchema = z.enum(['voice', 'chat', 'messaging', 'email', 'callback', 'video'])
export const contactKindSchema = z.enum(['customer', 'consult', 'internal', 'outbound', 'test'])
export type ContactKind = z.output<typeof contactKindSchema>

const priority = z.number().int().min(-1_000_000).max(1_000_000)
const skills = z.record(z.string().max(64), z.number()).or(z.array(z.string().max(64)).max(64))
const queues = z.array(slugSchema).min(1).max(32)
const language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 tag such as nl or nl-BE')

const slots = z.number().int().min(0).max(1000)
/** How many contacts an agent takes at once: one number, or by channel; an exclusive channel takes the agent whole. */
const capacity = slots.or(z.partialRecord(channelSchema, slots.or(z.object({ capacity: slots, exclusive: z.boolean().optional() }))))

const head = { id: eventIdSchema, time: instantSchema }
const withContact = { ...head, contact: opaqueIdSchema }

export const contactEventSchema = z.discriminatedUnion('type', [
  z.object({
    ...withContact, type: z.literal('contact.queued'), queue: slugSchema, channel: channelSchema.optional(), priority: priority.optional(),
    since: instantSchema.optional(),
    clock: z.object({
      dialledAt: instantSchema.optional(), connectedAt: instantSchema.optional(), choseAt: instantSchema.optional(), humanAskedAt: instantSchema.optional(),
    }).optional(),
    queues: queues.optional(), skills: skills.optional(), language: language.optional(), kind: contactKindSchema.optional(),
    follows: z.object({ feed: z.string().max(64).optional(), contact: opaqueIdSchema }).optional(),
  }),
  z.object({
    ...withContact, type: z.literal('contact.updated'), queues: queues.optional(), priority: priority.optional(), skills: skills.optional(),
    language: language.optional(),
  }),
  z.object({ ...withContact, type: z.literal('contact.ringing'), agent: opaqueIdSchema }),
  z.object({ ...withContact, type: z.literal('contact.not-answered'), agent: opaqueIdSchema.optional(), reason: z.string().max(64).optional() }),
  z.object({
    ...withContact, type: z.literal('contact.answered'), agent: opaqueIdSchema.optional(), by: z.enum(['human', 'bot', 'recording']).optional(),
  }),
  z.object({ ...withContact, type: z.literal('contact.abandoned') }),
  z.object({
    ...withContact, type: z.literal('contact.requeued'), queue: slugSchema, priority: priority.optional(), keepsPlace: z.boolean().optional(),
  }),
  z.object({
    ...withContact, type: z.literal('contact.transferred'), by: z.enum(['agent', 'rule']), to: z.enum(['agent', 'queue', 'external']),
    kind: z.enum(['blind', 'warm', 'consult', 'conference']), queue: slugSchema.optional(),
  }),
  z.object({
    ...withContact, type: z.literal('contact.left'),
    reason: z.enum(['timeout', 'overflow', 'voicemail', 'exit-key', 'no-agents', 'disconnected-by-system', 'other']),
  }),
  z.object({
    ...head, type: z.literal('contact.refused'), contact: opaqueIdSchema.optional(), queue: slugSchema,
    reason: z.enum(['full', 'closed', 'no-agents', 'busy']),
  }),
  z.object({
    ...withContact, type: z.literal('contact.handled'), agent: opaqueIdSchema.optional(), afterWork: z.enum(['included', 'excluded', 'unknown']).optional(),
  }),
  ...(['contact.paused', 'contact.resumed', 'contact.replied'] as const).map((type) =>
    z.object({ ...withContact, type: z.literal(type), by: z.enum(['human', 'bot', 'customer']).optional(), until: instantSchema.optional() })),
  ...(['callback.offered', 'callback.accepted', 'callback.attempted', 'callback.reached', 'callback.cancelled', 'callback.expired'] as const).map((type) =>
    z.object({
      ...withContact, type: z.literal(type), mode: z.enum(['keeps-place', 'scheduled']).optional(),
      window: z.object({ from: instantSchema, to: instantSchema }).optional(), dueBy: instantSchema.optional(),
      outcome: z.enum(['no-answer', 'busy', 'failed']).optional(), agent: opaqueIdSchema.optional(),
    })),
  z.object({
    ...head, type: z.literal('agent.state'), agent: opaqueIdSchema,
    state: z.enum(['available', 'ringing', 'on-contact', 'after-contact-work', 'not-ready', 'signed-out']), queues: z.array(slugSchema).max(64).optional(),
    skills: skills.optional(),
    capacity: capacity.optional(),
    until: instantSchema.optional(),
  }),
  z.object({ ...head, type: z.literal('queue.state'), queue: slugSchema, open: z.boolean(), reopensAt: instantSchema.optional() }),
  z.object({
    ...head, type: z.literal('center.notice'), notice: eventIdSchema, queues: z.array(slugSchema).max(256).optional(),
    text: z.record(z.string().max(16), z.string().max(2000)), cause: z.string().max(500).optional(), expectedEnd: instantSchema.optional(),
    ended: z.boolean().optional(),
  }),
  z.object({
    ...head, type: z.literal('feed.snapshot'),
    queues: z.array(z.object({
      queue: slugSchema,
      waiting: z.array(z.object({
        contact: opaqueIdSchema, since: instantSchema, priority: priority.optional(), channel: channelSchema.optional() })).max(100_000),
      inService: z.array(z.object({ contact: opaqueIdSchema, agent: opaqueIdSchema.optional(), since: instantSchema })).max(100_000).optional(),
    })).max(10_000),
    agents: z.array(z.object({
      agent: opaqueIdSchema, state: z.enum(['available', 'ringing', 'on-contact', 'after-contact-work', 'not-ready', 'signed-out']),
      queues: z.array(slugSchema).max(64).optional() })).max(100_000).optional(),
    complete: z.boolean().optional(),
    /** Contacts for whom an agent's phone rings are listed as waiting too, so who is not listed is not there. */
    listsRinging: z.boolean().optional(),
  }),
  z.object({ ...head, type: z.literal('feed.heartbeat') }),
])

/** One contact event, instants as epoch milliseconds. */
export type ContactEvent = z.output<typeof contactEventSchema>
export type ContactEventType = ContactEvent['type']
/** An event of the given type. */
export type EventOf<T extends ContactEventType> = MemberWith<ContactEvent, T>
/** Some members of the union carry several types (`contact.paused | resumed | replied`), which `Extract` would miss. */
type MemberWith<E, T> = E extends { type: infer U } ? (T extends U ? E : never) : never
