import type { Display } from '@queuecast/client-sdk/protocol'

/** Expected in no text and no identifier; one that held it could at worst hide a change of itself. Joining costs half of what writing JSON does, and it is made for every answer over HTTP. `showsTheSame` says as much without it. */
const BETWEEN = '\0'

/**
 * Equal for two displays that show the same. The time waited, `asOf`, freshness, the log position and the unrounded
 * quantiles are left out: a change of these alone sends nothing.
 */
export function shownKey(display: Display): string {
  const { wait, text, revision, notice } = display
  const parts = [
    display.center, display.contact, display.queue, display.channel, display.state, display.position, display.positionFirm, display.answerFrom, display.answerBy,
    text.lang, text.sentence, text.revision, text.notice, text.offer,
  ]
  if (wait.known) parts.push('wait', wait.boundSeconds, wait.share, wait.basedOn)
  else parts.push('no wait', wait.reason)
  if (revision !== undefined) parts.push('revision', revision.fromSeconds, revision.toSeconds, revision.reason)
  if (notice !== undefined) parts.push('notice', notice.text, notice.expectedEnd)
  for (const { kind, charter, rule } of display.duties) parts.push('duty', kind, charter, rule)
  return parts.join(BETWEEN)
}
