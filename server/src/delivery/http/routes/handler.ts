import type { Context } from 'hono'
import { HttpFault, NO_SNIFF } from '../http-fault.ts'
import type { HttpDeps } from '../deps.ts'
import type { RateGuard } from '../guards/rate-guard.ts'
import type { ToldGuard } from '../told-guard.ts'

/** What every route is given beside the request. */
export interface Kit {
  deps: HttpDeps
  toldGuard: ToldGuard
  rates: RateGuard
  /** Adds what `show` was set to, to the audit line of this request. */
  audited(request: Request, show: string): void
  /** True the first time that this contact is served over HTTP by this node. */
  firstServed(center: string, contact: string): boolean
  /** What each caller by Twilio heard last. */
  twilioCallers: Map<string, { what: string; atMs: number; seq: number }>
}
export type Handler = (c: Context, kit: Kit) => Response | Promise<Response>

/** A path parameter; the router guarantees that it is there. */
export const param = (c: Context, name: string): string => c.req.param(name) ?? ''

/** Waits for the log. A store that is away is 503 and the retry is safe: what was taken twice counts once. */
export async function appended<T>(append: Promise<T>): Promise<T> {
  try {
    return await append
  } catch (error) {
    if (error instanceof Error && error.name === 'StoreUnavailable') {
      throw new HttpFault('store-unavailable', 'nothing of this was acknowledged', { fix: 'send the same again; what arrives twice counts once', headers: { 'retry-after': '2' } })
    }
    throw error
  }
}

/** JSON that no cache keeps. */
export const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store', [NO_SNIFF[0]]: NO_SNIFF[1] } })
