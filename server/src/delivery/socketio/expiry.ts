/** What ends within this time has a timer of its own; all that ends later is only looked at now and then. */
const NEAR_MS = 120_000
const LOOK_EVERY_MS = 60_000

interface Expiry { readonly instantMs: number; readonly nowMs: () => number; readonly run: () => void; timer: NodeJS.Timeout | undefined }

const far = new Set<Expiry>()
let looking: NodeJS.Timeout | undefined

/**
 * Runs when the clock reaches the instant (epoch milliseconds), however far; returns how to call it off. Most tokens last a day and their
 * connections minutes: ten thousand of them need no ten thousand timers.
 */
export function atInstant(instantMs: number, nowMs: () => number, run: () => void): () => void {
  const expiry: Expiry = { instantMs, nowMs, run, timer: undefined }
  place(expiry)
  return () => {
    far.delete(expiry)
    clearTimeout(expiry.timer)
  }
}

function place(expiry: Expiry): void {
  const leftMs = expiry.instantMs - expiry.nowMs()
  if (leftMs <= NEAR_MS) {
    far.delete(expiry)
    expiry.timer = setTimeout(expiry.run, Math.max(0, leftMs)).unref()
    return
  }
  far.add(expiry)
  looking ??= setInterval(look, LOOK_EVERY_MS).unref()
}

function look(): void {
  for (const expiry of far) place(expiry)
  if (far.size > 0) return
  clearInterval(looking)
  looking = undefined
}
