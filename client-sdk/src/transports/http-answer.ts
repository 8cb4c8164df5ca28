import type { ContactTarget } from '../contact-target.ts'
import type { Refused, RefusalCode } from '../protocol/index.ts'
import type { TransportFailure, TransportHandlers } from './transport.ts'

/** Headers of every request for this contact. */
export const contactHeaders = (target: ContactTarget): Record<string, string> => ({
  Authorization: `Bearer ${target.token}`,
  ...(target.lang === undefined ? {} : { 'Accept-Language': target.lang }),
})

type Unusable = { kind: 'refused'; refused: Refused } | { kind: 'failed'; failure: TransportFailure }

/** [PR9] What an answer that is not a success means. 401, 403 and 410 are final; the rest passes. */
export function judgeStatus(status: number, problemType: string, retryAfter: string | null): Unusable {
  const final = (code: RefusalCode): Unusable => ({ kind: 'refused', refused: { code, retry: false } })
  if (status === 410) return final('expired')
  if (status === 401 || status === 403) return final(problemType.includes('expired') ? 'expired' : 'bad-token')
  const afterSeconds = retryAfter === null || retryAfter.trim() === '' ? Number.NaN : Number(retryAfter)
  // Only whole seconds: an HTTP date would need a clock that is right.
  const asked = Number.isFinite(afterSeconds) && afterSeconds >= 0
  return { kind: 'failed', failure: { message: `the server answered ${status}`, ...(asked ? { afterSeconds } : {}) } }
}

/** Reads enough of an unusable answer to judge it, and reports it. */
export async function reportUnusable(response: Response, report: TransportHandlers): Promise<void> {
  let problemType = ''
  try {
    const problem: unknown = await response.json()
    if (typeof problem === 'object' && problem !== null && 'type' in problem && typeof problem.type === 'string') problemType = problem.type
  } catch {
    // A body that is no problem document says nothing more than the status.
  }
  const judged = judgeStatus(response.status, problemType, response.headers.get('Retry-After'))
  if (judged.kind === 'refused') report.refused(judged.refused)
  else report.failed(judged.failure)
}

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => error instanceof Error ? error.message : String(error)
