import * as z from 'zod'
import { adoptionSchema } from '../charter/index.ts'
import { channelSchema, slugSchema } from '../contact-center/index.ts'
import { WORDED_LANGUAGES } from '../delivery/wording/index.ts'
import { rateLimitSchema } from './rate-limit-schema.ts'

/**
 * The configuration file. Every object is strict: an unknown key is a fault. What needs more than one field
 * (ids that meet, keys used twice, a zone or country that does not exist) is in `cross-checks.ts`.
 */

const byLanguage = z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as nl'), z.string().min(1).max(500))
const showSchema = z.enum(['off', 'shadow', 'place', 'wait', 'both'])
const dateSchema = z.iso.date({ error: 'must be a date, YYYY-MM-DD' })
const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/
const openSpan = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be HH:MM-HH:MM, local time')
  .refine((span) => span.slice(0, 5) < span.slice(6), { error: 'must end after it begins; hours over midnight are two spans, such as 22:00-24:00 and 00:00-06:00 of the next day' })
const spans = z.array(openSpan).max(12)
const httpUrl = z.string().refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), { error: 'must be an http(s) address' })
const origin = z.string().refine((text) => text === '*' || (URL.canParse(text) && new URL(text).origin === text), { error: 'must be an origin such as https://acme.example, without a path or a slash at the end, or * for any' })
const secret = z.string().min(1).max(4096)
const keys = z.array(secret).max(32)

const hoursSchema = z.strictObject({
  weekly: z.strictObject({
    mon: spans.optional(), tue: spans.optional(), wed: spans.optional(), thu: spans.optional(), fri: spans.optional(), sat: spans.optional(), sun: spans.optional(),
  }),
  holidays: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$/, 'must be a country or region code such as BE or BE-VLG').optional(),
  exceptions: z.record(dateSchema, spans).optional(),
  lastEntry: z.string().regex(clockTime, 'must be HH:MM').optional(),
  atClose: z.enum(['serve-all', 'turn-away']).optional(),
})

const queueSchema = z.strictObject({
  id: slugSchema,
  channel: channelSchema.optional(),
  name: byLanguage.optional(),
  show: showSchema.optional(),
  public: z.boolean().optional(),
  hours: hoursSchema.optional(),
  cost: z.strictObject({
    text: byLanguage, perMinute: z.number().min(0).optional(), currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR').optional(),
    freeWhileWaiting: z.boolean().optional(),
  }).optional(),
  callback: z.strictObject({ available: z.boolean(), requestUrl: httpUrl.optional(), limit: z.number().int().min(0).optional() }).optional(),
  entryMeans: z.enum(['dialled', 'connected', 'menuChoice', 'humanAsked']).optional(),
})

const feedSchema = z.strictObject({
  name: slugSchema,
  /** `http`, or the kind of a vendor's source (`asterisk-ami`, …). */
  source: slugSchema,
  alive: z.enum(['heartbeat', 'poll', 'events-only']).optional(),
  intervalSeconds: z.number().min(1).max(3600).optional(),
  maxSilenceSeconds: z.number().min(1).max(30 * 86_400).optional(),
  host: z.string().min(1).max(253).optional(),
  port: z.number().int().min(1).max(65_535).optional(),
  tls: z.boolean().optional(),
  /** Authorities trusted instead of the system's: PEM text, or `file:PATH` of one. */
  ca: z.string().min(1).max(1_000_000).optional(),
  servername: z.string().min(1).max(253).optional(),
  login: z.enum(['md5', 'plain']).optional(),
  contactPrefix: z.string().regex(/^[A-Za-z0-9._:-]{0,32}$/, 'must be at most 32 of A-Z, a-z, 0-9 and . _ : -').optional(),
  url: z.string().max(2048).optional(),
  region: z.string().max(64).optional(),
  account: z.string().max(256).optional(),
  username: z.string().max(256).optional(),
  secret: secret.optional(),
  /** Still taken while a new one is brought in. */
  previousSecret: secret.optional(),
  /** How a vendor's payloads become events: a shipped mapping's name, a file, or the mapping itself. What is in it is checked by the feeds. */
  mapping: z.union([z.string().min(1).max(64), z.strictObject({ file: z.string().min(1).max(1024) }), z.looseObject({ mapping: z.number() })], {
    error: 'must be the name of a shipped mapping, {"file": "…"}, or a mapping with "mapping": 1',
  }).optional(),
  /** Asterisk's REST interface: announcements to callers who wait. */
  ari: z.strictObject({ url: httpUrl, username: z.string().min(1).max(256), secret, app: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/).optional() }).optional(),
  accessToken: secret.optional(),
  verifyToken: secret.optional(),
  optInWords: z.array(z.string().min(1).max(40)).min(1).max(32).optional(),
  replies: z.enum(['statuses', 'echoes']).optional(),
  /** A vendor's name of a queue → our queue id. */
  queues: z.record(z.string().min(1).max(256), slugSchema).optional(),
})

const days = z.number().int().min(1).max(36_500)
const ledgerSchema = z.strictObject({
  /** Days that Redis or the embedded store keeps; the sealed files have them longer. */
  storeDays: days.max(400).optional(),
  /** Days after which contacts' details leave the sealed files. */
  detailDays: days.optional(),
  /** Days of archived events. */
  eventDays: days.optional(),
  /** Where each day's chain head is sent, signed. */
  head: z.strictObject({ url: httpUrl, secret }).optional(),
  /** Who gets it by mail; `server` is an SMTP address, a secret since it holds a password. */
  headMail: z.strictObject({ server: secret, from: z.email(), to: z.array(z.email()).min(1).max(16) }).optional(),
  /** Which authority stamps it (RFC 3161); `ca` is the PEM text, or `file:PATH`, of certificates to one of which the authority's must lead. */
  headTimeStamp: z.strictObject({ url: httpUrl, ca: z.string().min(1).max(1_000_000).optional() }).optional(),
})

/** How a charter is adhered to; `charter` is the charter itself where it is not a shipped one. */
const charterSchema = adoptionSchema.extend({ charter: z.unknown().optional() })

const centerSchema = z.strictObject({
  id: slugSchema,
  purpose: z.enum(['live', 'test']).default('live'),
  name: byLanguage.optional(),
  languages: z.array(z.enum(WORDED_LANGUAGES)).min(1).default([...WORDED_LANGUAGES]),
  timeZone: z.string().min(1).max(64),
  keys: z.strictObject({
    feed: z.record(slugSchema, keys).optional(),
    read: keys.optional(), token: keys.optional(), ivr: keys.optional(), supervisor: keys.optional(), inspect: keys.optional(), admin: keys.optional(),
  }),
  /** Signs our requests to the center's own server (Standard Webhooks); made from the token secret where it is missing. */
  webhookSecret: secret.optional(),
  /** Where the center's own server takes messages that are due to customers who asked for them. */
  messages: z.strictObject({ requestUrl: httpUrl }).optional(),
  origins: z.array(origin).max(64).default([]),
  /** Nothing is told until someone decides so. */
  show: showSchema.default('shadow'),
  public: z.boolean().default(false),
  tokenLifetimeSeconds: z.number().int().min(60).max(60 * 86_400).default(86_400),
  expirySeconds: z.partialRecord(channelSchema, z.number().int().min(60).max(366 * 86_400)).optional(),
  quota: z.strictObject({ eventsPerSecond: z.number().min(1).max(10_000_000), burst: z.number().int().min(1).max(100_000_000) }).optional(),
  queues: z.array(queueSchema).max(10_000).default([]),
  feeds: z.array(feedSchema).max(256).default([]),
  charters: z.array(charterSchema).max(64).default([]),
  ledger: ledgerSchema.optional(),
})

export const configFileSchema = z.strictObject({
  $schema: z.string().optional(),
  generation: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** One, or several during a rotation: the first signs, all are accepted. */
  tokenSecret: z.union([secret, z.array(secret).min(1).max(8)], { error: 'must be a text, or a list of up to eight of which the first signs' }).optional(),
  limits: rateLimitSchema.default({}),
  centers: z.array(centerSchema).min(1).max(10_000),
})

/** The file as written, defaults filled in, secrets not yet read. */
export type ConfigFile = z.output<typeof configFileSchema>
export type CenterEntry = ConfigFile['centers'][number]
export type FeedEntry = CenterEntry['feeds'][number]
