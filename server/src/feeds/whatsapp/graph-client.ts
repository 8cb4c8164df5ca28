/** Sends one text message by the Cloud API. `code` is Meta's error code, or the HTTP status; never an address, never the token. */
export type SendResult = { ok: true } | { ok: false; code: number; again: boolean }
export interface GraphClient { send(message: { to: string; text: string; callbackData: string }): Promise<SendResult> }

export interface GraphSettings {
  /** `https://graph.facebook.com/v23.0` unless a fake or a proxy stands before it. */
  url: string
  phoneNumberId: string
  accessToken: string
  timeoutMs?: number
}

export const GRAPH_URL = 'https://graph.facebook.com/v23.0'
const TIMEOUT_MS = 10_000

export function createGraphClient({ url, phoneNumberId, accessToken, timeoutMs = TIMEOUT_MS }: GraphSettings): GraphClient {
  const address = `${url.replace(/\/$/, '')}/${encodeURIComponent(phoneNumberId)}/messages`
  return {
    async send({ to, text, callbackData }) {
      try {
        const response = await fetch(address, {
          method: 'POST', signal: AbortSignal.timeout(timeoutMs), redirect: 'error',
          headers: { 'authorization': `Bearer ${accessToken}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'text', text: { preview_url: false, body: text }, biz_opaque_callback_data: callbackData,
          }),
        })
        if (response.ok) {
          await response.body?.cancel()
          return { ok: true }
        }
        const body: unknown = await response.json().catch(() => undefined)
        return { ok: false, code: errorCode(body) ?? response.status, again: response.status === 429 || response.status >= 500 }
      } catch {
        // Whether it was sent is not known: once more would perhaps be twice.
        return { ok: false, code: 0, again: false }
      }
    },
  }
}

function errorCode(body: unknown): number | undefined {
  const error: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : undefined
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
  return typeof code === 'number' ? code : undefined
}
