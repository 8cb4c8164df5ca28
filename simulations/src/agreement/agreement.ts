import { type CenterFacts, type ContactCenterFold, type ContactEvent, FOLD_RULES } from '@queuecast/server/contact-center'
import type { Capture, Caller, StatusReply } from './capture.ts'
import { comparePlaces, type Disagreement, type LineInstant } from './places.ts'

/** The part of the contact center's fold that this reads. */
export type FoldedLine = Pick<ContactCenterFold, 'apply' | 'tick' | 'queue' | 'contact'>

export interface CallerMismatch { contact: string; what: string }
export interface AgreementReport {
  replies: number
  /** Rows of replies, and callers that only one side has. */
  compared: number
  agreeing: number
  disagreements: Disagreement[]
  callers: number
  /** Callers whose outcome differs from what happened, or whose join, answer or way out is more than 50 ms away from it. */
  callerMismatches: CallerMismatch[]
  /** The largest distance seen between a join, answer or way out of ours and what happened, milliseconds. */
  largestOffsetMs: number
}

/** Largest lead of a reply over its events that counts as running ahead; 11 ms was seen when the protocol was studied. */
const AHEAD_MS = 25
const CALLER_WITHIN_MS = 50
/** The end of a service only feeds learning; one whole read of the capture's connection came 119 ms late. */
const HANDLED_WITHIN_MS = 500

/** A center that has only what a capture needs. */
export const captureCenter: CenterFacts = {
  id: 'capture', generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [], rules: FOLD_RULES,
  feeds: [{ name: 'asterisk', alive: { kind: 'events-only' } }],
}

interface Window { reply: StatusReply; instants: LineInstant[]; nominal?: LineInstant }

/**
 * Folds a capture's events with the server's own fold and compares its places with every QueueStatus reply of the run, and
 * each caller's stay with what happened to it.
 */
export function measureAgreement(capture: Capture, fold: FoldedLine): AgreementReport {
  const report: AgreementReport = { replies: capture.replies.length, compared: 0, agreeing: 0, disagreements: [], callers: 0, callerMismatches: [], largestOffsetMs: 0 }
  const clock: { atMs: number; kind: 'event' | 'asked' | 'received' | 'over'; event?: ContactEvent; window?: Window }[] = []
  for (const event of capture.events) clock.push({ atMs: event.time, kind: 'event', event })
  for (const reply of capture.replies) {
    const window: Window = { reply, instants: [] }
    clock.push({ atMs: reply.askedAtMs, kind: 'asked', window }, { atMs: reply.receivedAtMs, kind: 'received', window }, { atMs: reply.receivedAtMs + AHEAD_MS, kind: 'over', window })
  }
  // Sorting is stable: events of one instant keep their order.
  clock.sort((a, b) => a.atMs - b.atMs)

  const look = (reply: StatusReply, atMs: number): LineInstant => ({
    atMs,
    places: new Map(reply.queues.map(({ queue }) => [queue, new Map([...(fold.queue(queue)?.line ?? [])].map(({ contact }, i) => [contact, i + 1]))])),
  })
  const open = new Set<Window>()
  let nextTickMs = Math.floor((clock[0]?.atMs ?? 0) / 1000) * 1000 + 1000
  for (const [index, { atMs, kind, event, window }] of clock.entries()) {
    for (; nextTickMs <= atMs; nextTickMs += 1000) fold.tick(nextTickMs)
    if (event !== undefined) {
      fold.apply({ kind: 'event', feed: 'asterisk', receivedAtMs: atMs, event }, { ms: atMs, position: `${atMs}-${index}/0` })
      for (const one of open) one.instants.push(look(one.reply, atMs))
    }
    if (window === undefined) continue
    if (kind === 'asked') {
      open.add(window)
      window.instants.push(look(window.reply, atMs))
    } else if (kind === 'received') {
      window.nominal = look(window.reply, atMs)
    } else if (window.nominal !== undefined) {
      open.delete(window)
      const places = comparePlaces(window.reply, window.nominal, window.instants)
      report.compared += places.compared
      report.agreeing += places.agreeing
      report.disagreements.push(...places.disagreements)
    }
  }
  for (const caller of capture.callers) compareCaller(caller, fold, report)
  return report
}

/** A caller's last line stay and service against what its driver saw. */
function compareCaller(caller: Caller, fold: FoldedLine, report: AgreementReport): void {
  report.callers++
  const stays = fold.contact(caller.contact)?.stays ?? []
  const line = stays.findLast((stay) => stay.kind === 'queued')
  const service = stays.findLast((stay) => stay.kind === 'with-agent')
  const check = (what: string, ours: number | undefined, theirs: number | undefined, withinMs = CALLER_WITHIN_MS): void => {
    if (theirs === undefined && ours === undefined) return
    const offset = ours === undefined || theirs === undefined ? Number.POSITIVE_INFINITY : Math.abs(ours - theirs)
    if (Number.isFinite(offset) && withinMs === CALLER_WITHIN_MS) report.largestOffsetMs = Math.max(report.largestOffsetMs, offset)
    if (offset > withinMs) report.callerMismatches.push({ contact: caller.contact, what: `${what}: ours ${ours ?? 'missing'}, true ${theirs ?? 'missing'}` })
  }
  const answered = caller.outcome === 'answered'
  check('joined', line?.startedAtMs, caller.joinedAtMs)
  check('answered', service?.startedAtMs, caller.connectedAtMs)
  // The driver does not know the end where the AgentComplete carried no Uniqueid; we match it by queue and interface.
  if (caller.completedAtMs !== undefined) check('handled', service?.endedAtMs, caller.completedAtMs, HANDLED_WITHIN_MS)
  if (!answered) check('left the line', line?.endedAtMs, caller.abandonedAtMs)
  const expected = answered ? 'answered' : caller.outcome === 'abandoned' ? 'abandoned' : caller.outcome === 'leaveempty' ? 'no-agents' : caller.outcome
  if (line?.outcome !== expected) report.callerMismatches.push({ contact: caller.contact, what: `outcome: ours ${line?.outcome ?? 'missing'}, true ${expected}` })
}
