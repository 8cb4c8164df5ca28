import type { Context } from 'hono'
import type { OperationId } from '../openapi/operations.ts'
import { bearerOf } from '../viewer.ts'

/** What changes what people are told, what is kept, or who may do so. */
export const AUDITED: Partial<Record<OperationId, string>> = {
  putShow: 'show', postNotice: 'notice', deleteContact: 'erasure', putLearning: 'learning', putCharters: 'charter', replayRejected: 'replay', replayQuarantine: 'replay', getWebhookSecret: 'webhook-secret-read',
}

/** One administrative act that was asked for; `status` says what came of it. Never a contact, a text or a key. */
export interface AuditedRequest {
  act: string
  center: string
  status: number
  /** Undefined where none was sent. */
  bearerKey: string | undefined
  /** Of the supervisor's key that opened the session, where it was asked for on a page. */
  fingerprint?: string
  queue?: string
  feed?: string
  /** What `show` was set to. */
  show?: string
}

const SLUG = /^[a-z0-9-]{1,64}$/

/** Tells of each administrative act, also of one that was refused. */
export function createAudit(tell: ((request: AuditedRequest) => void) | undefined): { note(c: Context, id: OperationId, status: number): void; detail(request: Request, show: string): void } {
  const shows = new WeakMap<Request, string>()
  return {
    note(c, id, status) {
      const act = AUDITED[id]
      if (act === undefined || tell === undefined) return
      // What is not an id of ours is a stranger's text and does not enter the log.
      const slug = (name: string): string | undefined => {
        const value = c.req.param(name)
        return value !== undefined && SLUG.test(value) ? value : undefined
      }
      const [queue, feed, show] = [slug('queue'), slug('feed'), shows.get(c.req.raw)]
      tell({
        act, center: slug('center') ?? '', status, bearerKey: bearerOf(c.req.raw),
        ...(queue === undefined ? {} : { queue }), ...(feed === undefined ? {} : { feed }), ...(show === undefined ? {} : { show }),
      })
    },
    detail: (request, show) => void shows.set(request, show),
  }
}
