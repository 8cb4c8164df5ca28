import type { LiveCenter, NoticeView } from '../contact-center/index.ts'
import type { Figure } from './figures.ts'

/** The newest notice that speaks to someone in these queues: the one that ends last, of equals the one told last. */
export function newestNotice(queues: readonly string[], live: LiveCenter): Figure['notice'] {
  let newest: NoticeView | undefined
  const look = (notices: readonly NoticeView[]): void => {
    for (const notice of notices) if (notice.endsAtMs > live.nowMs && (newest === undefined || notice.endsAtMs >= newest.endsAtMs)) newest = notice
  }
  if (queues.length === 0) look(live.notices())
  for (const queue of queues) look(live.notices(queue))
  if (newest === undefined) return undefined
  return { text: newest.text, ...(newest.expectedEndMs === undefined ? {} : { expectedEndMs: newest.expectedEndMs }) }
}
