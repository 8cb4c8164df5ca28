import * as z from 'zod'
import { HttpFault } from '../http-fault.ts'
import { readJson } from '../read-json.ts'
import { centerOf, contactOf, requireViewer } from '../viewer.ts'
import { json, param, type Handler } from './handler.ts'

export const callbackRequestSchema = z.object({
  phone: z.string().regex(/^\+?[0-9 ()./-]{3,32}$/, 'must be a phone number').optional().meta({ description: 'handed to the center and kept nowhere here' }),
  window: z.object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) }).optional().meta({ description: 'when the customer would like to be called' }),
})
export const callbackAnswerSchema = z.object({ status: z.literal('requested').meta({ description: 'the center was asked; its own events confirm it, and the display then says so' }) })

/** `POST /contacts/{contact}/callback`: asks the center for a callback. Nothing changes until its feed says so. */
export const postCallback: Handler = async (c, { deps, rates }) => {
  const center = centerOf(deps, param(c, 'center'))
  const contact = contactOf(param(c, 'contact'))
  await requireViewer(deps, center, contact, c.req.raw, 'token-only')
  await rates.admitContact('callback', center.id, contact)
  const request = await readJson(c.req.raw, callbackRequestSchema)
  const answer = await deps.requestCallback?.(center.id, contact, request)
  switch (answer?.kind) {
    case 'requested':
      return json({ status: 'requested' }, 202)
    case undefined:
    case 'not-offered':
      throw new HttpFault('callback-not-offered', answer?.detail ?? 'this center calls nobody back', { fix: 'show the button only while a display carries an offer' })
    case 'not-taken':
      throw new HttpFault('callback-not-taken', answer.detail, { fix: 'tell the customer that it did not work, and let them try again', headers: { 'retry-after': '30' } })
    default:
      return answer satisfies never
  }
}
