import type { Display } from '@queuecast/client-sdk/protocol'

/**
 * Whether two displays show the same, as `shownKey` would tell, without making its text: each customer that an event moves is compared
 * with what it was sent last.
 */
export function showsTheSame(a: Display, b: Display): boolean {
  return a.position === b.position && a.state === b.state && sameText(a.text, b.text) && sameWait(a.wait, b.wait) && a.queue === b.queue
    && a.contact === b.contact && a.center === b.center && a.channel === b.channel && a.positionFirm === b.positionFirm && a.answerFrom === b.answerFrom && a.answerBy === b.answerBy
    && sameRevision(a.revision, b.revision) && sameNotice(a.notice, b.notice) && sameDuties(a.duties, b.duties)
}

const sameText = (a: Display['text'], b: Display['text']): boolean =>
  a.sentence === b.sentence && a.lang === b.lang && a.revision === b.revision && a.notice === b.notice && a.offer === b.offer

function sameWait(a: Display['wait'], b: Display['wait']): boolean {
  if (a.known !== b.known) return false
  if (!a.known) return !b.known && a.reason === b.reason
  return b.known && a.boundSeconds === b.boundSeconds && a.share === b.share && a.basedOn === b.basedOn
}

const sameRevision = (a: Display['revision'], b: Display['revision']): boolean =>
  a === b || (a !== undefined && b !== undefined && a.fromSeconds === b.fromSeconds && a.toSeconds === b.toSeconds && a.reason === b.reason)

const sameNotice = (a: Display['notice'], b: Display['notice']): boolean =>
  a === b || (a !== undefined && b !== undefined && a.text === b.text && a.expectedEnd === b.expectedEnd)

const sameDuties = (a: Display['duties'], b: Display['duties']): boolean =>
  a.length === b.length && a.every(({ kind, charter, rule }, index) => {
    const other = b[index]
    return other !== undefined && kind === other.kind && charter === other.charter && rule === other.rule
  })
