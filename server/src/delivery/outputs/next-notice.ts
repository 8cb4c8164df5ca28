import type { Display } from '@queuecast/client-sdk/protocol'

/** The only messages that are ever sent: a receipt, one revision, and that it is nearly the customer's turn. */
export type NoticeKind = 'receipt' | 'revision' | 'nearly'

/** A place from which it is nearly one's turn. */
const NEARLY_PLACE = 2

/**
 * The message that a display calls for, or undefined. Each kind at most once a wait, the receipt first. Only what may be told is told:
 * a display without place, wait or time of answer calls for nothing. Who is nearly next at once gets only the receipt.
 * `toldRevision`: the `revisionOf` what was last sent, which is no news a second time.
 */
export function nextNotice(display: Display, sent: ReadonlySet<NoticeKind>, toldRevision?: string): { kind: NoticeKind; text: string } | undefined {
  if (display.state !== 'waiting') return undefined
  if (display.position === undefined && !display.wait.known && display.answerBy === undefined) return undefined
  if (display.text.sentence === '') return undefined
  if (!sent.has('receipt')) return { kind: 'receipt', text: allOf(display) }
  if (display.revision !== undefined && revisionOf(display) !== toldRevision && !sent.has('revision')) return { kind: 'revision', text: allOf(display) }
  if (isNearly(display) && !sent.has('nearly')) return { kind: 'nearly', text: allOf(display) }
  return undefined
}

/** All that must be told, news first: the receipt that comes back counts for all of it. */
const allOf = ({ text: { revision, sentence, notice, offer } }: Display): string => [revision, sentence, notice, offer].filter((line) => line !== undefined && line !== '').join('\n')

export const isNearly = ({ position }: Display): boolean => position !== undefined && position <= NEARLY_PLACE

/** Which revision a display tells, if any. */
export const revisionOf = ({ revision }: Display): string | undefined => (revision === undefined ? undefined : `${revision.fromSeconds} ${revision.toSeconds}`)
