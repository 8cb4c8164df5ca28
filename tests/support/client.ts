import type { Display } from '@queuecast/client-sdk/protocol'
import type { ExampleKeys } from './server-process.ts'

/** The plainest client of the HTTP contract, for tests. */
export interface TestClient {
  post(events: object[], key?: string): Promise<{ status: number; body: { accepted: number; rejected: { index: number }[]; logPosition: string } }>
  token(contact: string): Promise<string>
  display(contact: string, token: string, after?: string): Promise<Display>
}

/** A client of one center of a running server. */
export function createTestClient(url: string, keys: Pick<ExampleKeys, 'feed' | 'token'>, center = 'example'): TestClient {
  const base = `${url}/v1/centers/${center}`
  const json = { 'content-type': 'application/json' }
  return {
    async post(events, key = keys.feed.demo) {
      const answer = await fetch(`${base}/events`, { method: 'POST', headers: { ...json, authorization: `Bearer ${key}` }, body: JSON.stringify({ events }) })
      return { status: answer.status, body: (await answer.json()) as Awaited<ReturnType<TestClient['post']>>['body'] }
    },
    async token(contact) {
      const answer = await fetch(`${base}/contacts/${contact}/token`, { method: 'POST', headers: { ...json, authorization: `Bearer ${keys.token}` }, body: '{}' })
      return ((await answer.json()) as { token: string }).token
    },
    async display(contact, token, after) {
      const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`
      const answer = await fetch(`${base}/contacts/${contact}/display${query}`, { headers: { authorization: `Bearer ${token}` } })
      if (!answer.ok) throw new Error(`display: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as Display
    },
  }
}

/** Tries until the check holds; throws its last failure after the limit. Limits are for hanging, not for speed. */
export async function eventually<T>(check: () => Promise<T> | T, limitMs = 30_000): Promise<T> {
  const until = performance.now() + limitMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
