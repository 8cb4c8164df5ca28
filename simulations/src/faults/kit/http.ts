import type { Display } from '@queuecast/client-sdk/protocol'
import type { ExampleKeys } from '../../processes/index.ts'

export const CENTER = 'example'
const LIMIT_MS = 8_000

const json = { 'content-type': 'application/json', 'queuecast-purpose': 'test' }
const base = (url: string): string => `${url}/v1/centers/${CENTER}`

/** One POST of events; undefined where no answer came. */
export async function postEvents(url: string, key: string, events: readonly object[]): Promise<{ status: number; accepted: number; logPosition?: string } | undefined> {
  try {
    const answer = await fetch(`${base(url)}/events`, {
      method: 'POST', headers: { ...json, authorization: `Bearer ${key}` }, body: JSON.stringify({ events }), signal: AbortSignal.timeout(LIMIT_MS),
    })
    const body = (await answer.json()) as { accepted?: number; logPosition?: string }
    return { status: answer.status, accepted: body.accepted ?? 0, ...(body.logPosition === undefined ? {} : { logPosition: body.logPosition }) }
  } catch {
    return undefined
  }
}

/** What the node shows of a contact, read with the admin key so that it counts as told to nobody; undefined where no answer came. */
export async function readDisplay(url: string, keys: Pick<ExampleKeys, 'admin'>, contact: string): Promise<Display | undefined> {
  try {
    const answer = await fetch(`${base(url)}/contacts/${contact}/display`, { headers: { 'authorization': `Bearer ${keys.admin}`, 'accept-language': 'en' }, signal: AbortSignal.timeout(LIMIT_MS) })
    const body: unknown = await answer.json()
    return answer.ok ? (body as Display) : undefined
  } catch {
    return undefined
  }
}

export async function mintToken(url: string, keys: Pick<ExampleKeys, 'token'>, contact: string): Promise<string> {
  const answer = await fetch(`${base(url)}/contacts/${contact}/token`, { method: 'POST', headers: { ...json, authorization: `Bearer ${keys.token}` }, body: '{}' })
  return ((await answer.json()) as { token: string }).token
}

export async function readWaiting(url: string, keys: Pick<ExampleKeys, 'read'>, queue: string): Promise<number | undefined> {
  const answer = await fetch(`${base(url)}/queues/${queue}`, { headers: { authorization: `Bearer ${keys.read}` }, signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => undefined)
  if (answer?.ok !== true) return undefined
  return ((await answer.json()) as { waiting?: number }).waiting
}

export async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => undefined)
  await answer?.body?.cancel()
  return answer?.ok === true
}

/** What a node says of why it is not ready, or that it does not answer. */
export async function whyNotReady(url: string): Promise<string> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => undefined)
  return await answer?.text() ?? 'it does not answer'
}

/** One figure of /metrics, summed over its labels; NaN where there is none. */
export async function readMetric(url: string, name: string): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => undefined)
  const lines = (await answer?.text() ?? '').split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
  return lines.length === 0 ? Number.NaN : lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

/** Tries until the check gives true; false after the limit. */
export async function within(limitMs: number, check: () => Promise<boolean> | boolean): Promise<boolean> {
  const until = performance.now() + limitMs
  for (;;) {
    if (await check()) return true
    if (performance.now() > until) return false
    await pause(100)
  }
}

/** Runs `work` on each item, `width` at a time. */
export async function eachOf<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, async () => {
    while (next < items.length) {
      const item = items[next] as T
      next += 1
      await work(item)
    }
  }))
}

/** Nobody waits any more. */
export const hasSettled = (state: string): boolean => state === 'answered' || state === 'left'
