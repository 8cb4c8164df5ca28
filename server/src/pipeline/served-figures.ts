import type { Display } from '@queuecast/client-sdk/protocol'
import type { ServedFigures } from '../contact-center/index.ts'

/** What a display said, as the ledger keeps it. */
export function servedFigures({ asOf, queue, position, positionFirm, wait, text, duties }: Display): ServedFigures {
  return {
    asOfMs: Date.parse(asOf), language: text.lang, sentence: text.sentence,
    ...(queue === undefined ? {} : { queue }), ...(position === undefined ? {} : { position }), ...(positionFirm === undefined ? {} : { positionFirm }),
    ...(wait.known ? { boundSeconds: wait.boundSeconds, share: wait.share, basedOn: wait.basedOn } : {}),
    ...(duties.length === 0 ? {} : { duties }),
  }
}
