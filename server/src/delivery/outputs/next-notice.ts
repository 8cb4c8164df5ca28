import type { Display } from '@queuecast/client-sdk/protocol'

/** The only messages that are ever sent: a receipt, one revision, and that it is nearly the customer's turn. */
export type NoticeKind = 'receipt' | 'revision' | 'nearly'

/** A place from which it is nearly one's turn. */
const NEARLY_PLACE = 2

/**
 * The message that a display calls for, or undefined. Each kind at most once a wait, the receipt first. Only what may be told is told:
 * a display without place, wait or time of answer calls for nothing. Who is nearly next at once gets only the receipt.
 */
export function nextNotice(display: Display, sent: ReadonlySet<NoticeKind>): { kind: NoticeKind; text: string } | undefined {
  if (display.state !== 'waiting') return undefined
  if (display.position === undefined && !display.wait.known && display.answerBy === undefined) return undefined
  const { sentence, revision } = display.text
  if (sentence === '') return undefined
  if (!sent.has('receipt')) return { kind: 'receipt', text: sentence }
  if (display.revision !== undefined && !sent.has('revision')) return { kind: 'revision', text: revision === undefined || revision === '' ? sentence : `${revision}\n${sentence}` }
  if (isNearly(display) && !sent.has('nearly')) return { kind: 'nearly', text: sentence }
  return undefined
}

export const isNearly = ({ position }: Display): boolean => position !== undefined && position <= NEARLY_PLACE
