/** Bounds of the wait before a retry. */
export interface BackoffLimits { readonly baseMs: number; readonly capMs: number }

/**
 * Base: most servers restart within seconds. Cap: a customer whose network is back should not wait longer than half a
 * minute even when the browser does not say so.
 */
export const RETRY_LIMITS: BackoffLimits = { baseMs: 500, capMs: 30_000 }

/**
 * Milliseconds to wait before try number `failures` + 1: uniform on [0, min(cap, base · 2^failures)), "full jitter"
 * (M. Brooker, Exponential Backoff and Jitter, AWS Architecture Blog 2015), so that the clients of a restarted server
 * do not come back together. `random` is in [0, 1).
 */
export function backoffMs(failures: number, random: number, limits: BackoffLimits = RETRY_LIMITS): number {
  const exponent = Math.max(0, Math.min(30, Math.floor(failures)))
  return Math.floor(random * Math.min(limits.capMs, limits.baseMs * 2 ** exponent))
}
