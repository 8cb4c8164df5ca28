import { contactRoute } from './contact-target.ts'
import type { ContactTarget } from './contact-target.ts'
import { contactHeaders } from './transports/http-answer.ts'

/** What the customer wishes. `phone` is handed to the center and kept nowhere on the way; `window` are RFC 3339 instants. */
export interface CallbackWish {
  readonly phone?: string
  readonly window?: { readonly from: string; readonly to: string }
}

/** `requested`: the center was asked. `not-offered`: none can be had now. `not-taken`: the center could not be asked; try again. `invalid`: the wish. `refused`: the token. */
export type CallbackAnswer = 'requested' | 'not-offered' | 'not-taken' | 'invalid' | 'refused'

const ANSWERS: Readonly<Record<number, CallbackAnswer>> = { 202: 'requested', 400: 'invalid', 401: 'refused', 403: 'refused', 404: 'not-offered', 409: 'not-offered', 410: 'refused' }
/** The server waits eight seconds for the center's own. */
const REQUEST_LIMIT_MS = 15_000

/** Asks once. A repeated wish is harmless: the server asks the center once a minute at most. */
export async function requestCallback(target: ContactTarget, wish: CallbackWish): Promise<CallbackAnswer> {
  const address = contactRoute(target, 'callback')
  if (address === undefined) return 'refused'
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), REQUEST_LIMIT_MS)
  try {
    const response = await fetch(address, { method: 'POST', headers: { ...contactHeaders(target), 'Content-Type': 'application/json' }, body: JSON.stringify(wish), signal: abort.signal })
    void response.body?.cancel()
    return ANSWERS[response.status] ?? 'not-taken'
  } catch {
    return 'not-taken'
  } finally {
    clearTimeout(timer)
  }
}
