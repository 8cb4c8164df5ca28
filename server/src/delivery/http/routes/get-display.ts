import type { Display } from '@queuecast/client-sdk/protocol'
import { HttpFault } from '../http-fault.ts'
import { DISPLAY_MEDIA_TYPES, type DisplayMediaType, displayAs } from '../display-as.ts'
import { chooseMediaType, wantedLanguages } from '../negotiate.ts'
import { matchesTag, shownTag } from '../shown-tag.ts'
import { centerOf, contactOf, requireViewer } from '../viewer.ts'
import { AUDIO_MEDIA_TYPE, displayAudio, noEngine, wantedRate } from './display-audio.ts'
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
  const accept = c.req.header('accept')
  const { speech } = deps
  const mediaType = chooseMediaType<DisplayMediaType | typeof AUDIO_MEDIA_TYPE>(accept, speech === undefined ? DISPLAY_MEDIA_TYPES : [...DISPLAY_MEDIA_TYPES, AUDIO_MEDIA_TYPE])
  const rate = wantedRate(c.req.query('hertz'))
  if (mediaType === undefined && chooseMediaType(accept, [AUDIO_MEDIA_TYPE]) !== undefined) throw noEngine()
  if (mediaType === undefined) throw new HttpFault('not-acceptable', `a display is given as ${DISPLAY_MEDIA_TYPES.join(' or ')}`, { field: 'Accept', fix: `accept ${DISPLAY_MEDIA_TYPES[0]}` })

  const after = c.req.query('after')
  if (after !== undefined) {
    if (!LOG_POSITION.test(after)) throw new HttpFault('invalid-field', '"after" is not a log position', { field: 'after', fix: 'use the logPosition that POST /events answered' })
    if (!(await deps.whenFolded(center.id, after, deps.afterTimeoutMs ?? DEFAULT_AFTER_TIMEOUT_MS))) {
      throw new HttpFault('not-folded-yet', `this node has not read the log up to ${after} in time`, { fix: 'ask again', headers: { 'retry-after': '1' } })
    }
  }
  const langs = wantedLanguages(c.req.header('accept-language'))
  const look = (): Display => deps.source.display(center.id, contact, langs)
  const display = look()
  if (explains) return json({ display, explanation: deps.source.explain(center.id, contact) })

  const form = mediaType === AUDIO_MEDIA_TYPE ? `${mediaType};${rate}` : mediaType
  const tag = shownTag(display, form)
  if (matchesTag(c.req.header('if-none-match'), tag)) return new Response(null, { status: 304, headers: headersOf(display, tag) })
  // An admin who looks is not the customer being told.
  const served = (shown: Display): void => {
    if (viewer.by !== 'admin' && shown.state !== 'unknown' && firstServed(center.id, contact)) deps.source.served(center.id, contact, shown, viewer.by === 'ivr' ? 'ivr' : 'http')
  }
  if (mediaType === AUDIO_MEDIA_TYPE) {
    if (speech === undefined) throw noEngine()
    const audio = await displayAudio(deps, speech, rate, look)
    const headers = headersOf(audio.display, shownTag(audio.display, form))
    // Nothing is to be heard: the caller is being put through, for one.
    if (audio.wav === undefined) return new Response(null, { status: 204, headers })
    served(audio.display)
    return new Response(audio.wav, { headers: { ...headers, 'content-type': AUDIO_MEDIA_TYPE } })
  }
  served(display)
  const { contentType, body } = displayAs(display, mediaType, deps.cadence?.(center.id, display.queue))
  return new Response(body, { headers: { ...headersOf(display, tag), 'content-type': contentType } })
}

const headersOf = (display: Display, tag: string): Record<string, string> => ({
  'etag': tag,
  'cache-control': 'private, no-cache',
  'vary': 'Accept, Accept-Language, Authorization, Origin',
  'content-language': display.text.lang,
  'queuecast-as-of': display.asOf,
  'queuecast-fresh-for': String(display.freshForSeconds),
  'queuecast-seq': `${display.epoch}:${display.seq}`,
})
