import type { ContactClocks, ContactEvidence, ToldEvidence } from '../evidence.ts'
import type { ClockStart } from '../schema/fields.ts'
import type { JudgingContext } from './context.ts'

/** Which clock queueing stands for, as configured (`entryMeans`). */
const MEANS: Partial<Record<ClockStart, string>> = { dialled: 'dialled', connected: 'connected', 'ivr-final-choice': 'menuChoice', 'human-requested': 'humanAsked' }

function toldClock(clocks: ContactClocks, start: ClockStart): number | undefined {
  switch (start) {
    case 'dialled': return clocks.dialledAtMs
    case 'connected': return clocks.connectedAtMs
    case 'ivr-final-choice': return clocks.choseAtMs
    case 'human-requested': return clocks.humanAskedAtMs
    case 'queue-entered':
    case 'item-received': return clocks.queuedAtMs
    // No event tells when the welcome message ended.
    case 'welcome-end': return undefined
    case 'message-left': return undefined
    default: {
      const never: never = start
      return never
    }
  }
}

/** When the rule's clock began for a contact: the instant told, else the entry in the queue where the center says that it stands for it. */
export function clockStartMs(evidence: Pick<ContactEvidence, 'clocks' | 'queues' | 'callback'>, start: ClockStart, context: Pick<JudgingContext, 'queue'>): number | undefined {
  if (start === 'message-left') return evidence.callback?.acceptedAtMs
  const told = toldClock(evidence.clocks, start)
  if (told !== undefined) return told
  const first = evidence.queues[0]
  const means = first === undefined ? undefined : context.queue(first)?.entryMeans
  return means !== undefined && means === MEANS[start] ? evidence.clocks.queuedAtMs : undefined
}

/** The instant that puts a contact into a window where the rule has no clock of its own. */
export function caseInstantMs(evidence: ContactEvidence): number {
  return evidence.clocks.queuedAtMs ?? evidence.stays[0]?.startedAtMs ?? evidence.refused[0]?.atMs ?? evidence.endedAtMs ?? evidence.settledAtMs
}

/** When something was told: received, shown or played, whichever came first. Only served is not told. */
export function toldAtMs(told: ToldEvidence): number | undefined {
  const { received, shown, played } = told.levelAtMs
  const at = Math.min(received ?? Infinity, shown ?? Infinity, played ?? Infinity)
  return at === Infinity ? undefined : at
}
