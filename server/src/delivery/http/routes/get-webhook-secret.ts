import * as z from 'zod'
import { centerOf, requireKey } from '../viewer.ts'
import { json, param, type Handler } from './handler.ts'

export const webhookSecretSchema = z.object({ secret: z.string().meta({ description: 'verifies what this server sends to yours, by Standard Webhooks' }) })

/** `GET /webhook-secret`: what our requests to the center's own server are signed with. */
export const getWebhookSecret: Handler = (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['admin'])
  return json({ secret: deps.webhookSecret?.(center.id) ?? '' })
}
