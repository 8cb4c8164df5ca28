import * as z from 'zod'

const perMinute = z.number().int().min(1).max(1_000_000_000)
const limits = z.strictObject({ perKey: perMinute.optional(), perToken: perMinute.optional(), perAddress: perMinute.optional() }).optional()

/** Requests a minute, by kind of request; what is not named keeps its default. */
export const rateLimitSchema = z.strictObject({
  read: limits, token: limits, told: limits, callback: limits, act: limits, evidence: limits, page: limits, login: limits, refused: limits, connect: limits,
})
export type RateLimitEntry = z.output<typeof rateLimitSchema>
