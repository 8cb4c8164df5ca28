import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { FeedBatch } from './event-feed.ts'
import type { PageContext } from './page-context.ts'
import type { PageCenter } from './pages-deps.ts'

const MAX_CHOICES = 60
const MAX_STREAMS = 50
const KEEP_ALIVE_MS = 15_000

/** `/demo/next?contact=`: a token for that contact, or for one in the middle of a line. Only contacts that wait now, only of a test center. */
export async function demoNext(c: Context, center: PageCenter, { deps }: PageContext): Promise<Response> {
  c.header('cache-control', 'no-store')
  const waiting = deps.waitingContacts(center.id)
  const asked = c.req.query('contact')
  // From the middle of the line there is something to watch: a place that moves, and an end that comes.
  const contact = asked === undefined || asked === '' ? waiting[Math.floor(waiting.length / 2)] : waiting.find((id) => id === asked)
  if (contact === undefined) return c.json({ center: center.id })
  const { token, expiresAt } = await deps.mintToken(center.id, contact)
  return c.json({ center: center.id, contact, token, expiresAt })
}

/** `/demo/waiting`: who can be followed, with their places. */
export function demoWaiting(c: Context, center: PageCenter, { deps }: PageContext): Response {
  c.header('cache-control', 'no-store')
  const waiting = deps.waitingContacts(center.id).slice(0, MAX_CHOICES).map((contact) => {
    const { queue, position } = deps.source.display(center.id, contact, ['en'])
    return { contact, queue, position }
  })
  return c.json({ waiting })
}

/** `/demo/events`: the event feed as Server-Sent Events. */
export function createDemoEvents(): (c: Context, center: PageCenter, context: PageContext) => Response {
  let open = 0
  return (c, center, { deps }) => {
    const { eventFeed } = deps
    if (eventFeed === undefined) return c.text('this server shows no events', 404)
    if (open >= MAX_STREAMS) {
      c.header('retry-after', '30')
      return c.text('too many watch already', 503)
    }
    open += 1
    return streamSSE(c, async (stream) => {
      // A slow reader skips batches: at most one waits to be written.
      let newest: FeedBatch | undefined
      let wake = (): void => {}
      const leave = eventFeed.watch(center.id, (batch) => {
        newest = newest === undefined ? batch : { lines: batch.lines, skipped: newest.skipped + newest.lines.length + batch.skipped }
        wake()
      })
      const take = (): FeedBatch | undefined => {
        const batch = newest
        newest = undefined
        return batch
      }
      stream.onAbort(() => wake())
      try {
        while (!stream.aborted) {
          if (newest === undefined) await nextWake(KEEP_ALIVE_MS, (resolve) => (wake = resolve))
          const batch = take()
          if (batch === undefined) await stream.write(': still here\n\n')
          else await stream.writeSSE({ event: 'events', data: JSON.stringify(batch) })
        }
      } finally {
        leave()
        open -= 1
      }
    })
  }
}

function nextWake(timeoutMs: number, arm: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, timeoutMs)
    timer.unref()
    arm(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
