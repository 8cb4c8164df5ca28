import * as z from 'zod'
import { centerOf, contactOf, requireKey } from '../viewer.ts'
import { appended, json, param, type Handler } from './handler.ts'

export const erasureAnswerSchema = z.object({ logPosition: z.string() })

/** `DELETE /contacts/{contact}`: erasure. Its evidence and its archived events go; the ledger notes that something was erased, not whose. */
export const deleteContact: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  const { purpose } = requireKey(deps, center, c.req.raw, ['admin'])
  const contact = contactOf(param(c, 'contact'))
  const logPosition = await appended(deps.append(center.id, [{ kind: 'erase', contact, by: purpose }]))
  return json({ logPosition }, 202)
}
