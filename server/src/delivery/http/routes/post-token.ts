import * as z from 'zod'
import { readJson } from '../read-json.ts'
import { centerOf, contactOf, requireKey } from '../viewer.ts'
import { json, param, type Handler } from './handler.ts'

export const tokenRequestSchema = z.object({
  lifetimeSeconds: z.number().int().min(60).max(60 * 86_400).optional().meta({ description: 'how long the token is good; the center\'s own setting (a day) without it' }),
})
export const tokenAnswerSchema = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  waitPage: z.string().meta({ description: 'address of the customer\'s page, relative to this server; the token is in the fragment and is not sent to any server' }),
})

/** `POST /contacts/{contact}/token`: a token for one contact, also before its first event. */
export const postToken: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['token'])
  const contact = contactOf(param(c, 'contact'))
  const { lifetimeSeconds = center.tokenLifetimeSeconds } = await readJson(c.req.raw, tokenRequestSchema)
  const { token, expiresAt } = await deps.tokens.mintContactToken({ center: center.id, contact, lifetimeSeconds })
  return json({ token, expiresAt, waitPage: `/${center.id}/wait#${token}` })
}
