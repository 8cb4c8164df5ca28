import * as z from 'zod'
import type { MessageAnswer } from '../deps.ts'
import { HttpFault } from '../http-fault.ts'
import { readJson } from '../read-json.ts'
import { centerOf, contactOf, requireViewer } from '../viewer.ts'
import { json, param, type Handler } from './handler.ts'

export const messagesRequestSchema = z.object({ wanted: z.boolean().default(true).meta({ description: 'false: no more of them' }) })
export const messagesAnswerSchema = z.object({ wanted: z.boolean() })

/** `POST /contacts/{contact}/messages`: the customer wants to be told by message while waiting, or no longer. */
export const postMessages: Handler = async (c, { deps, rates }) => {
  const center = centerOf(deps, param(c, 'center'))
  const contact = contactOf(param(c, 'contact'))
  const viewer = await requireViewer(deps, center, contact, c.req.raw, 'ivr-too')
  if (viewer.by === 'token') await rates.admitContact('callback', center.id, contact)
  const { wanted } = await readJson(c.req.raw, messagesRequestSchema)
  const answer: MessageAnswer = deps.wantMessages?.(center.id, contact, wanted) ?? { kind: 'not-offered' }
  switch (answer.kind) {
    case 'noted':
      return json({ wanted })
    case 'not-offered':
      throw new HttpFault('messages-not-offered', 'this center sends no messages', { fix: 'set messages.requestUrl of the center in the configuration' })
    case 'full':
      throw new HttpFault('center-full', 'as many as this node can keep want messages already', { fix: 'give the customer the link to the wait page instead', headers: { 'retry-after': '60' } })
    default:
      return answer satisfies never
  }
}
