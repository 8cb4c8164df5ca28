import type { Board } from '@queuecast/client-sdk/protocol'
import { openBoardStream, SSE_HEADERS, streamHead } from '../../sse/index.ts'
import type { HttpCenter, HttpDeps } from '../deps.ts'
import { HttpFault } from '../http-fault.ts'
import { wantedLanguages } from '../negotiate.ts'
import { bearerOf, centerOf, requireKey } from '../viewer.ts'
import { DEFAULT_KEEP_ALIVE_MS } from './get-contact-stream.ts'
import { json, param, type Handler } from './handler.ts'

/** A key must be right; without one, only what is public is seen. */
function publicOnly(deps: HttpDeps, center: HttpCenter, request: Request): boolean {
  if (bearerOf(request) === undefined) return true
  requireKey(deps, center, request, ['read'])
  return false
}

/** The board for who asks; without a key and without anything public it is 401. */
function boardFor(deps: HttpDeps, center: HttpCenter, request: Request, langs: string[]): { board: Board; onlyPublic: boolean } {
  const onlyPublic = publicOnly(deps, center, request)
  const board = deps.source.board(center.id, { publicOnly: onlyPublic, langs })
  if (board === undefined) throw new HttpFault('unknown-center', `this node does not serve the center "${center.id}"`)
  if (onlyPublic && board.queues.length === 0 && !center.public) requireKey(deps, center, request, ['read'])
  return { board, onlyPublic }
}

/** `GET /queues`: every queue that the asker may see, as a board. */
export const getQueues: Handler = (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  return json(boardFor(deps, center, c.req.raw, wantedLanguages(c.req.header('accept-language'))).board)
}

/** `GET /queues/{queue}` */
export const getQueue: Handler = (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  const id = param(c, 'queue')
  const onlyPublic = publicOnly(deps, center, c.req.raw)
  const queue = deps.source.queue(center.id, id, { publicOnly: onlyPublic, langs: wantedLanguages(c.req.header('accept-language')) })
  if (queue !== undefined) return json(queue)
  // Whoever has no key is not told which queues there are.
  if (onlyPublic) requireKey(deps, center, c.req.raw, ['read'])
  throw new HttpFault('unknown-queue', `no queue "${id.slice(0, 64)}" was configured or seen`, { field: 'queue', fix: 'GET /queues lists them' })
}

/** `GET /queues/stream`: Server-Sent Events `board`. */
export const getQueuesStream: Handler = (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  const langs = wantedLanguages(c.req.header('accept-language'))
  const { onlyPublic } = boardFor(deps, center, c.req.raw, langs)
  if (c.req.method === 'HEAD') return streamHead()
  const stream = openBoardStream(deps.hub, { center: center.id, langs, publicOnly: onlyPublic, keepAliveMs: deps.keepAliveMs ?? DEFAULT_KEEP_ALIVE_MS, draining: deps.draining })
  return new Response(stream.body, { headers: SSE_HEADERS })
}
