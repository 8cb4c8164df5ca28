import * as z from 'zod'

const header = z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'must be the name of a header')
const timestamp = z.strictObject({
  header,
  unit: z.enum(['s', 'ms', 'iso']).default('s'),
  /** A request whose time is further from ours is refused. */
  toleranceSeconds: z.number().int().min(10).max(3600).default(300),
})
/** `{timestamp}`, `{body}` and, for vendors that sign the address, `{url}` and `{form}` (sorted fields without separators). */
const signed = z.string().max(200).regex(/\{body\}|\{form\}/, 'must hold {body} or {form}: a signature that leaves out the payload proves nothing')

/** How a vendor proves that a request is its own. The secret is the feed's `secret`. */
export const signatureSchema = z.discriminatedUnion('scheme', [
  /** Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, `webhook-signature`; secrets `whsec_…` (HMAC) or public keys `whpk_…` (Ed25519). */
  z.strictObject({ scheme: z.literal('standard-webhooks'), toleranceSeconds: z.number().int().min(10).max(3600).default(300) }),
  z.strictObject({
    scheme: z.literal('hmac'), hash: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'), header, encoding: z.enum(['hex', 'base64']),
    prefix: z.string().max(40).default(''), signed: signed.default('{body}'), timestamp: timestamp.optional(),
  }),
  /** The secret is the vendor's public key: 32 bytes in base64, or PEM. */
  z.strictObject({ scheme: z.literal('ed25519'), header, signed: signed.default('{body}'), timestamp: timestamp.optional() }),
  /** The secret itself in a header. */
  z.strictObject({ scheme: z.literal('token'), header, prefix: z.string().max(40).default('') }),
  /** The secret itself in the payload, by its path. */
  z.strictObject({ scheme: z.literal('token-in-body'), path: z.array(z.string().regex(/^(?!__proto__$|constructor$|prototype$)[\w-]{1,100}$/, 'must be a plain name')).min(1).max(8) }),
  /** The vendor signs nothing: the feed's own key comes with the request. */
  z.strictObject({ scheme: z.literal('feed-key') }),
], { error: (issue) => (issue.code === 'invalid_union' ? 'scheme must be one of standard-webhooks, hmac, ed25519, token, token-in-body, feed-key' : undefined) })

export type SignatureRule = z.output<typeof signatureSchema>
