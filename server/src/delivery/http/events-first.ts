import { Hono } from 'hono'
import { HttpFault } from './http-fault.ts'
import type { Kit } from './routes/handler.ts'
import { postEvents } from './routes/post-events.ts'
import { refuseTests } from './viewer.ts'

/**
 * `POST /events` in front of all other routes: it is asked more often than all of them together, and the router, the counting of
 * requests, CORS and pages that they need cost more than taking in one event. It answers as it would among them.
 * @param failed the answer to an error that was thrown
 * @param others what serves every other request
 */
export function putEventsFirst(path: string, kit: Kit, failed: (error: Error, route: string) => Response, others: Hono['fetch']): Hono['fetch'] {
  const first = new Hono()
  first.post(path, (c) => {
    refuseTests(kit.deps, c.req.param('center') ?? '', c.req.raw)
    return postEvents(c, kit)
  })
  first.onError(async (error, c) => {
    const answer = failed(error, `${c.req.method} ${path}`)
    return (error instanceof HttpFault && error.problem.status === 401 ? (await kit.rates.refused(c))?.response() : undefined) ?? answer
  })
  first.notFound((c) => others(c.req.raw, c.env))
  return (request, ...rest) => (request.method === 'POST' ? first.fetch : others)(request, ...rest)
}
