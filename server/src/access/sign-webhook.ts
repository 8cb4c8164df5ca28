import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'

/**
 * Headers of a request to somebody else's server by Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp` (seconds) and
 * `webhook-signature` (`v1,` and base64 of HMAC-SHA256 over id, timestamp and body). The secret is `whsec_` and base64; another
 * text is taken as its own bytes.
 */
export function signWebhook(secret: string, id: string, atMs: number, body: string): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000))
  const key = secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.from(secret, 'utf8')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
