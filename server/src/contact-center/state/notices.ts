import type { EventOf } from '../contact-event.ts'
import type { NoticeView } from '../view.ts'

/** A notice ends by itself after this, unless renewed. */
export const NOTICE_MS = 60 * 60_000

export interface NoticeMemory {
  notice: string
  timeMs: number
  id: string
  queues?: string[]
  text: Record<string, string>
  cause?: string
  expectedEndMs?: number
  endsAtMs: number
  ended: boolean
}

/** The notice after this event; the known one where that is newer. `offsetMs` is the feed's clock minus ours. */
export function noticeAfter(known: NoticeMemory | undefined, event: EventOf<'center.notice'>, offsetMs: number): NoticeMemory {
  if (known !== undefined && (known.timeMs > event.time || (known.timeMs === event.time && known.id >= event.id))) return known
  return {
    notice: event.notice, timeMs: event.time, id: event.id, text: event.text, endsAtMs: event.time - offsetMs + NOTICE_MS, ended: event.ended === true,
    ...(event.queues === undefined ? {} : { queues: event.queues }), ...(event.cause === undefined ? {} : { cause: event.cause }),
    ...(event.expectedEnd === undefined ? {} : { expectedEndMs: event.expectedEnd }),
  }
}

/** The notices that stand now, in order of their ids. */
export function standingNotices(notices: Iterable<NoticeMemory>, nowMs: number): NoticeView[] {
  return [...notices]
    .filter((notice) => !notice.ended && nowMs < notice.endsAtMs)
    .sort((a, b) => (a.notice < b.notice ? -1 : 1))
    .map(({ notice, queues, text, cause, expectedEndMs, endsAtMs }) => ({
      notice, text, endsAtMs, ...(queues === undefined ? {} : { queues }), ...(cause === undefined ? {} : { cause }), ...(expectedEndMs === undefined ? {} : { expectedEndMs }),
    }))
}
