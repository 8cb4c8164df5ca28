import type { Display } from '@queuecast/client-sdk/protocol'

/**
 * Equal for two displays that show the same. The time waited, `asOf`, freshness, the log position and the unrounded
 * quantiles are left out: a change of these alone sends nothing.
 */
export function shownKey(display: Display): string {
  const { wait, text, revision, notice } = display
  return JSON.stringify([
    display.center, display.contact, display.queue, display.channel, display.state, display.position, display.positionFirm,
    wait.known ? [wait.boundSeconds, wait.share, wait.basedOn] : wait.reason,
    display.answerBy,
    revision && [revision.fromSeconds, revision.toSeconds, revision.reason],
    display.duties.map((duty) => [duty.kind, duty.charter, duty.rule]),
    notice && [notice.text, notice.expectedEnd],
    text.lang, text.sentence, text.revision, text.notice, text.offer,
  ])
}
