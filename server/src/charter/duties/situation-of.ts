import type { CenterFacts, ContactView, NoticeView, QueueView } from '../../contact-center/index.ts'
import type { Figure } from '../../display-policy/index.ts'
import type { ContactClocks } from '../evidence.ts'
import type { ContactSituation } from './situation.ts'

const CLOCKS = { dialled: 'dialledAtMs', connected: 'connectedAtMs', menuChoice: 'choseAtMs', humanAsked: 'humanAskedAtMs' } as const

/**
 * The situation of a contact from the folds and the figure that is shown. `told`: what is known to have reached the
 * customer. The fold keeps one clock, the one that the queue's `entryMeans` names. `clockOffsetMs`: by how much the clock of the
 * contact's feed is ahead, since duties are due by ours, milliseconds.
 */
export function situationOf(
  contact: ContactView, queue: QueueView | undefined, figure: { wait: Figure['wait']; position?: number | undefined }, notices: readonly NoticeView[], center: Pick<CenterFacts, 'queues'>,
  told: Pick<ContactSituation, 'waitToldAtMs' | 'placeToldAtMs' | 'lastToldAtMs'> = {}, clockOffsetMs = 0,
): ContactSituation {
  const { phase } = contact
  const queues = 'queues' in phase ? phase.queues : []
  const queuedAtMs = 'queuedAtMs' in phase ? phase.queuedAtMs : contact.clockStartMs
  const first = contact.stays.find((stay) => stay.kind === 'queued')?.startedAtMs ?? queuedAtMs
  const facts = queue?.facts ?? center.queues.find(({ id }) => queues.includes(id))
  const clocks: ContactClocks = { queuedAtMs: first - clockOffsetMs }
  if (facts?.entryMeans !== undefined) clocks[CLOCKS[facts.entryMeans]] = contact.clockStartMs - clockOffsetMs
  return {
    channel: contact.channel, kind: contact.kind, queues, clocks, waiting: phase.kind === 'waiting' || phase.kind === 'connecting', ...told,
    ...(contact.language === undefined ? {} : { language: contact.language }),
    ...(figure.wait.known ? { boundSeconds: figure.wait.boundSeconds } : {}),
    placeKnown: figure.position !== undefined, callbackAvailable: facts?.callback?.available === true, callbackOffered: contact.callbackOffered,
    notices: notices.map(({ notice }) => notice),
  }
}
