import { readPeriod } from '../../../charter/index.ts'
import type { HttpCharters } from '../deps.ts'
import { HttpFault } from '../http-fault.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { json, param, type Handler } from './handler.ts'

function chartersOf(charters: HttpCharters | undefined): HttpCharters {
  if (charters === undefined) throw new HttpFault('no-ledger', 'this server keeps no evidence, so it judges nothing')
  return charters
}

/** `GET /charters`: every version, what each rule asks, where it comes from, and what is open. */
export const getCharters: Handler = (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['read', 'inspect', 'supervisor'])
  return json(chartersOf(deps.charters).list(center.id))
}

/** `GET /verdicts?from&to`: how each rule was kept, in whole windows that meet the period. */
export const getVerdicts: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  const { purpose } = requireKey(deps, center, c.req.raw, ['read', 'inspect', 'supervisor'])
  const charters = chartersOf(deps.charters)
  const period = readPeriod({ from: c.req.query('from'), to: c.req.query('to') }, { nowMs: deps.now(), timeZone: charters.timeZone(center.id) })
  if (!period.ok) {
    const [fault] = period.faults
    throw new HttpFault('invalid-field', `${fault?.path ?? 'from'} ${fault?.message ?? 'is not valid'}`, { field: fault?.path ?? 'from', fix: 'give dates or RFC 3339 instants in order' })
  }
  const report = await charters.verdicts(center.id, period.period)
  // Who stands behind a miss is for whoever may read the evidence.
  return json(purpose === 'inspect' || purpose === 'admin' ? report : { ...report, verdicts: report.verdicts.map((verdict) => ({ ...verdict, contacts: [] })) })
}
