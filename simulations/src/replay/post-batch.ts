import { setTimeout as sleep } from 'node:timers/promises'
import type { ContactEvent } from '@queuecast/server/contact-center'

export interface Target { url: string; center: string; key: string }
export interface BatchAnswer { accepted: number; rejected: { index: number; reason: string }[]; retries: number }
export interface PostOptions {
  signal?: AbortSignal | undefined
  /** How long one batch is tried while the server is away or asks to wait, milliseconds. */
  giveUpAfterMs: number
  onRetry?: ((why: string, waitMs: number) => void) | undefined
}

/** The server said a final no; its message says what to change. */
export class RefusedByServer extends Error {
  override name = 'RefusedByServer'
}

/** Milliseconds that a Retry-After asks for (seconds or an HTTP date); undefined where it says nothing usable. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs)
}

function problemText(body: unknown, status: number): string {
  if (typeof body !== 'object' || body === null) return `HTTP ${status}`
  const { title, detail, type } = body as { title?: unknown; detail?: unknown; type?: unknown }
  return [title, detail].filter((part) => typeof part === 'string').join(': ') || (typeof type === 'string' ? type : `HTTP ${status}`)
}

interface RejectedRow { index: number; problem?: unknown }
function rejectedOf(body: unknown): { index: number; reason: string }[] | undefined {
  if (typeof body !== 'object' || body === null || !('rejected' in body) || !Array.isArray(body.rejected)) return undefined
  return (body.rejected as RejectedRow[]).map((row) => ({ index: row.index, reason: problemText(row.problem, 400) }))
}

const HINTS: Partial<Record<number, string>> = {
  401: 'check --key: it must be a feed key of this center',
  403: 'check that --key is a feed key of --center, and that the center\'s purpose is "test": a replay never feeds a live center',
  404: 'check --url and --center',
}

/**
 * Posts one batch until the server has it. 429, 503, other 5xx and a server that is away are tried again after what
 * Retry-After asks, or a growing pause; the ids stay the same, so a batch that was taken twice counts once. Throws
 * RefusedByServer for a final no. The signal ends the waiting between attempts, never a request under way.
 */
export async function postBatch(target: Target, events: readonly ContactEvent[], options: PostOptions): Promise<BatchAnswer> {
  const url = `${target.url.replace(/\/+$/, '')}/v1/centers/${encodeURIComponent(target.center)}/events`
  const body = JSON.stringify({ events })
  const begunAt = performance.now()
  for (let retries = 0; ; retries++) {
    const attempt = await once(url, target.key, body)
    if (attempt.kind === 'answer') {
      const rejected = rejectedOf(attempt.body)
      if (attempt.status === 202 || (attempt.status === 400 && rejected !== undefined)) {
        return { accepted: events.length - (rejected?.length ?? 0), rejected: rejected ?? [], retries }
      }
      if (attempt.status === 413 && events.length > 1) return await inHalves(target, events, options, retries)
      if (attempt.status !== 429 && attempt.status < 500) {
        const hint = HINTS[attempt.status]
        throw new RefusedByServer(`${url}: ${attempt.status} ${problemText(attempt.body, attempt.status)}${hint === undefined ? '' : `; ${hint}`}`)
      }
    }
    const why = attempt.kind === 'answer' ? `${attempt.status} ${problemText(attempt.body, attempt.status)}` : attempt.why
    const asked = attempt.kind === 'answer' ? attempt.retryAfterMs : undefined
    const waitMs = asked ?? Math.min(10_000, 250 * 2 ** Math.min(retries, 6))
    if (performance.now() - begunAt + waitMs > options.giveUpAfterMs) throw new RefusedByServer(`${url}: gave up after ${retries + 1} attempts: ${why}`)
    options.onRetry?.(why, waitMs)
    await sleep(waitMs, undefined, options.signal === undefined ? {} : { signal: options.signal })
  }
}

async function inHalves(target: Target, events: readonly ContactEvent[], options: PostOptions, retries: number): Promise<BatchAnswer> {
  const middle = Math.ceil(events.length / 2)
  const first = await postBatch(target, events.slice(0, middle), options)
  const second = await postBatch(target, events.slice(middle), options)
  return {
    accepted: first.accepted + second.accepted, retries: retries + first.retries + second.retries,
    rejected: [...first.rejected, ...second.rejected.map((row) => ({ ...row, index: row.index + middle }))],
  }
}

type Attempt = { kind: 'answer'; status: number; body: unknown; retryAfterMs: number | undefined } | { kind: 'away'; why: string }

async function once(url: string, key: string, body: string): Promise<Attempt> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'queuecast-purpose': 'test' }
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(30_000) })
    const text = await response.text()
    let parsed: unknown = text
    try { parsed = JSON.parse(text) } catch { /* not every proxy answers in JSON */ }
    return { kind: 'answer', status: response.status, body: parsed, retryAfterMs: retryAfterMs(response.headers.get('retry-after'), Date.now()) }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
    return { kind: 'away', why: `no answer: ${(error as Error).message}${cause}` }
  }
}
