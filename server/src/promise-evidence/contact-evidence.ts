import type { CallbackEvidence, StayEvidence } from '../charter/evidence.ts'
import type { CenterFacts, ContactOwnEvent, SettledContact, Stay } from '../contact-center/index.ts'
import type { KeptEvidence, KeptTold } from './evidence-item.ts'

/**
 * What a settled contact leaves. Instants are corrected by the feed's clock offset (LE2); agents are left out (LE3).
 * The charters in force stand in the configuration, which is not known here: whoever hands this to the ledger fills them in.
 */
export function contactEvidence(settled: SettledContact, told: readonly KeptTold[], config: CenterFacts): KeptEvidence {
  const { view, clock, events } = settled
  const at = (ms: number): number => ms - settled.clockOffsetMs
  const ended = view.phase.kind === 'ended' ? view.phase : undefined
  const queues = [...new Set(view.stays.flatMap((stay) => stay.queues))]
  const cost = config.queues.find(({ id }) => id === queues[0])?.cost
  const callback = callbackOf(events, at)
  const abandoned = view.stays.findLast((stay) => stay.outcome === 'abandoned')?.endedAtMs ?? hungUpOnNobody(view.stays, events)
  return {
    center: config.id, contact: view.id, feed: view.feed,
    ...(view.follows === undefined ? {} : { follows: view.follows }), ...(settled.followedBy === undefined ? {} : { followedBy: settled.followedBy }),
    channel: view.channel, kind: view.kind,
    ...(view.language === undefined ? {} : { language: view.language }), ...(view.skills === undefined ? {} : { skills: Object.keys(view.skills) }),
    queues, stays: view.stays.map((stay) => stayEvidence(stay, at)),
    clocks: {
      ...(clock.dialledAt === undefined ? {} : { dialledAtMs: at(clock.dialledAt) }), ...(clock.connectedAt === undefined ? {} : { connectedAtMs: at(clock.connectedAt) }),
      ...(clock.choseAt === undefined ? {} : { choseAtMs: at(clock.choseAt) }), ...(clock.humanAskedAt === undefined ? {} : { humanAskedAtMs: at(clock.humanAskedAt) }),
      queuedAtMs: at(settled.firstQueuedMs),
    },
    answers: answersOf(view.stays, events, at),
    ...(abandoned === undefined ? {} : { abandonedAtMs: at(abandoned) }),
    left: events.flatMap((event) => (event.type === 'contact.left' ? [{ atMs: at(event.time), reason: event.reason }] : [])),
    refused: events.flatMap((event) => (event.type === 'contact.refused' ? [{ atMs: at(event.time), queue: event.queue, reason: event.reason }] : [])),
    transfers: transfersOf(view.stays, events, at),
    ...(callback === undefined ? {} : { callback }),
    replies: events.flatMap((event) => (event.type === 'contact.replied' ? [{ atMs: at(event.time), by: event.by ?? 'human' as const }] : [])),
    told,
    ...(cost === undefined ? {} : { cost: {
      ...(cost.perMinute === undefined ? {} : { perMinute: cost.perMinute }), ...(cost.currency === undefined ? {} : { currency: cost.currency }),
      ...(cost.freeWhileWaiting === undefined ? {} : { freeWhileWaiting: cost.freeWhileWaiting }),
    } }),
    charters: [],
    ...(ended === undefined ? {} : { endedAtMs: at(ended.atMs), outcome: ended.outcome }),
    settledAtMs: settled.settledAtMs,
  }
}

type At = (ms: number) => number

/** Who hangs up on a bot or a tape gave up waiting for a human, though the line says that it was answered (LE3). */
function hungUpOnNobody(stays: readonly Stay[], events: readonly ContactOwnEvent[]): number | undefined {
  if (stays.some(({ kind, by }) => kind === 'with-agent' && by === undefined)) return undefined
  return events.findLast(({ type }) => type === 'contact.abandoned')?.time
}

function stayEvidence({ kind, queues, priority, sinceMs, startedAtMs, endedAtMs, outcome, servedQueue, by }: Stay, at: At): StayEvidence {
  return {
    kind, queues: [...queues], priority, sinceMs: at(sinceMs), startedAtMs: at(startedAtMs),
    ...(endedAtMs === undefined ? {} : { endedAtMs: at(endedAtMs) }), ...(outcome === undefined ? {} : { outcome }),
    ...(servedQueue === undefined ? {} : { servedQueue }), ...(by === undefined ? {} : { by }),
  }
}

/** Stays know every human and bot who took over; a human's reply and a recording that played to a waiting contact stand in the events only. */
function answersOf(stays: readonly Stay[], events: readonly ContactOwnEvent[], at: At): KeptEvidence['answers'] {
  const answers = stays.flatMap((stay) => (stay.kind !== 'with-agent' ? [] : [{
    atMs: at(stay.startedAtMs), by: stay.by ?? 'human' as const, ...(stay.servedQueue === undefined ? {} : { queue: stay.servedQueue }),
  }]))
  for (const event of events) {
    const by = event.type === 'contact.answered' ? event.by ?? 'human' : event.type === 'contact.replied' ? event.by ?? 'human' : undefined
    if (by === undefined || by === 'customer' || answers.some((one) => one.atMs === at(event.time) && one.by === by)) continue
    const queue = stays.find((stay) => stay.endedAtMs === event.time)?.servedQueue
    answers.push({ atMs: at(event.time), by, ...(queue === undefined ? {} : { queue }) })
  }
  return answers.sort((a, b) => a.atMs - b.atMs)
}

function transfersOf(stays: readonly Stay[], events: readonly ContactOwnEvent[], at: At): KeptEvidence['transfers'] {
  return events.flatMap((event) => {
    if (event.type !== 'contact.transferred') return []
    const answered = stays.find((stay) => stay.kind === 'with-agent' && stay.by === undefined && stay.startedAtMs > event.time)?.startedAtMs
    return [{
      atMs: at(event.time), by: event.by, to: event.to, kind: event.kind, ...(event.queue === undefined ? {} : { queue: event.queue }),
      ...(answered === undefined ? {} : { answeredAtMs: at(answered) }),
    }]
  })
}

/** One callback a contact: its first offer, its last agreement, every attempt. */
function callbackOf(events: readonly ContactOwnEvent[], at: At): CallbackEvidence | undefined {
  let callback: CallbackEvidence | undefined
  for (const event of events) {
    const known: CallbackEvidence = callback ?? { attempts: [] }
    switch (event.type) {
      case 'callback.offered': callback = { ...known, offeredAtMs: known.offeredAtMs ?? at(event.time) }; break
      case 'callback.accepted': callback = {
        ...known, acceptedAtMs: at(event.time), mode: event.mode ?? 'keeps-place',
        ...(event.window === undefined ? {} : { window: { fromMs: at(event.window.from), toMs: at(event.window.to) } }),
        ...(event.dueBy === undefined ? {} : { dueByMs: at(event.dueBy) }),
      }; break
      case 'callback.attempted': callback = {
        ...known, attempts: [...known.attempts, { atMs: at(event.time), ...(event.outcome === undefined ? {} : { outcome: event.outcome }) }],
      }; break
      case 'callback.reached': callback = { ...known, reachedAtMs: at(event.time) }; break
      case 'callback.cancelled': callback = { ...known, cancelledAtMs: at(event.time) }; break
      case 'callback.expired': callback = { ...known, expiredAtMs: at(event.time) }; break
      default: break
    }
  }
  return callback
}
