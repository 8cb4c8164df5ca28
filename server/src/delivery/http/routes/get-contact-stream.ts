import { openContactStream, SSE_HEADERS, streamHead } from '../../sse/index.ts'
import { wantedLanguages } from '../negotiate.ts'
import { centerOf, contactOf, requireViewer } from '../viewer.ts'
import { param, type Handler } from './handler.ts'

export const DEFAULT_KEEP_ALIVE_MS = 15_000

/** `GET /contacts/{contact}/stream`: Server-Sent Events `display`, `fresh` and, at the end of the token, `refused`. */
export const getContactStream: Handler = async (c, { deps, rates }) => {
  const center = centerOf(deps, param(c, 'center'))
  const contact = contactOf(param(c, 'contact'))
  const viewer = await requireViewer(deps, center, contact, c.req.raw, 'token-only')
  if (viewer.by === 'token') await rates.admitContact('read', center.id, contact)
  if (c.req.method === 'HEAD') return streamHead()
  const stream = openContactStream(deps.hub, {
    center: center.id, contact, langs: wantedLanguages(c.req.header('accept-language')),
    remainingMs: (viewer.by === 'token' ? viewer.expiresAtMs : deps.now()) - deps.now(),
    keepAliveMs: deps.keepAliveMs ?? DEFAULT_KEEP_ALIVE_MS, draining: deps.draining,
  })
  return new Response(stream.body, { headers: SSE_HEADERS })
}
