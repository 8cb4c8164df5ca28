import { HttpFault } from '../http-fault.ts'
import { DISPLAY_MEDIA_TYPES, displayAs } from '../display-as.ts'
import { chooseMediaType, wantedLanguages } from '../negotiate.ts'
import { matchesTag, shownTag } from '../shown-tag.ts'
import { centerOf, contactOf, requireViewer } from '../viewer.ts'
import { json, param, type Handler } from './handler.ts'

const LOG_POSITION = /^\d{1,16}-\d{1,16}(\/\d{1,9})?$/
const DEFAULT_AFTER_TIMEOUT_MS = 10_000

/** `GET /contacts/{contact}/display`: what the customer is shown now. */
export const getDisplay: Handler = async (c, { deps, rates, firstServed }) => {
  const center = centerOf(deps, param(c, 'center'))
  const contact = contactOf(param(c, 'contact'))
  const request = c.req.raw
  const explains = c.req.query('explain') !== undefined
  const viewer = await requireViewer(deps, center, contact, request, 'ivr-too')
  if (viewer.by === 'token') await rates.admitContact('read', center.id, contact)
  if (explains && viewer.by !== 'admin') throw new HttpFault('wrong-purpose', 'only an admin key may ask why', { field: 'explain', fix: 'leave explain out, or use an admin key' })
  const mediaType = chooseMediaType(c.req.header('accept'), DISPLAY_MEDIA_TYPES)
  if (mediaType === undefined) throw new HttpFault('not-acceptable', `a display is given as ${DISPLAY_MEDIA_TYPES.join(' or ')}`, { field: 'Accept', fix: `accept ${DISPLAY_MEDIA_TYPES[0]}` })

  const after = c.req.query('after')
  if (after !== undefined) {
    if (!LOG_POSITION.test(after)) throw new HttpFault('invalid-field', '"after" is not a log position', { field: 'after', fix: 'use the logPosition that POST /events answered' })
    if (!(await deps.whenFolded(center.id, after, deps.afterTimeoutMs ?? DEFAULT_AFTER_TIMEOUT_MS))) {
      throw new HttpFault('not-folded-yet', `this node has not read the log up to ${after} in time`, { fix: 'ask again', headers: { 'retry-after': '1' } })
    }
  }
  const display = deps.source.display(center.id, contact, wantedLanguages(c.req.header('accept-language')))
  if (explains) return json({ display, explanation: deps.source.explain(center.id, contact) })

  const tag = shownTag(display, mediaType)
  const headers: Record<string, string> = {
    'etag': tag,
    'cache-control': 'private, no-cache',
    'vary': 'Accept, Accept-Language, Authorization, Origin',
    'content-language': display.text.lang,
    'queuecast-as-of': display.asOf,
    'queuecast-fresh-for': String(display.freshForSeconds),
    'queuecast-seq': `${display.epoch}:${display.seq}`,
  }
  if (matchesTag(c.req.header('if-none-match'), tag)) return new Response(null, { status: 304, headers })
  // An admin who looks is not the customer being told.
  const told = viewer.by !== 'admin' && display.state !== 'unknown' && firstServed(center.id, contact)
  if (told) deps.source.served(center.id, contact, display, viewer.by === 'ivr' ? 'ivr' : 'http')
  const { contentType, body } = displayAs(display, mediaType)
  return new Response(body, { headers: { ...headers, 'content-type': contentType } })
}
