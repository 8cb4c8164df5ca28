import { type CenterFact, type ContactCenterFold, type Quarantined, type Replayed, rulesOf, RULES_WITH_REPLAY } from '../contact-center/index.ts'
import type { AuditedRequest, PushedFeeds, QuarantinedReport, RejectedReport, ReplayedReport, Replays } from '../delivery/http/index.ts'
import type { PageRejected, ReplayItem, ReplayOutcome } from '../pages/index.ts'
import { eventShape } from './event-shape.ts'
import { notTaken } from './not-taken.ts'

/** At most so many at once: with 4 KiB each less than a megabyte of the log. */
const AT_ONCE = 200
const FOLD_LIMIT_MS = 10_000

export interface ReplayDeskDeps {
  live(center: string): ContactCenterFold | undefined
  append(center: string, facts: CenterFact[]): Promise<string>
  whenFolded(center: string, logPosition: string, timeoutMs: number): Promise<boolean>
  takeQuota(center: string, feed: string, events: number): { ok: true } | { ok: false; retryAfterSeconds: number }
  pushed: Pick<PushedFeeds, 'again'>
  /** Refused on arrival, newest first. */
  rejected(center: string, feed: string): RejectedReport[]
  nowMs(): number
}

/** What was not taken of feeds, and its replay after a fix. */
export interface ReplayDesk extends Replays {
  rejected(center: string, feed: string): RejectedReport[]
  /** Refused on arrival and set aside later, newest first, for the page of feeds. */
  notTaken(center: string, feed: string): PageRejected[]
  /** One item, as the page of feeds asks for it, with a line for the audit; a store that is away is `later`. */
  audited(tell: (act: AuditedRequest) => void): (center: string, feed: string, item: ReplayItem, fingerprint: string | undefined) => Promise<ReplayOutcome>
}

/** As the route of the API would answer, for the audit. */
const STATUS: Record<ReplayOutcome, number> = { taken: 200, known: 200, waits: 200, refused: 200, final: 200, gone: 404, later: 503, 'old-rules': 409 }

const reported = ({ event, ...entry }: Quarantined): QuarantinedReport => ({ ...entry, replayable: event !== undefined, ...(event === undefined ? {} : { shape: eventShape(event) }) })
const isReplayable = (entry: Quarantined): boolean => entry.event !== undefined

export function openReplayDesk(deps: ReplayDeskDeps): ReplayDesk {
  const setAside = (center: string, feed: string): Quarantined[] => deps.live(center)?.quarantine().filter((entry) => entry.feed === feed) ?? []

  const replay: Replays['replay'] = async (center, feed, positions) => {
    const live = deps.live(center)
    if (live === undefined) return { kind: 'replayed', replayed: [], more: 0 }
    const listed = setAside(center, feed)
    const asked = positions === undefined ? listed.filter(isReplayable).slice(0, AT_ONCE).map(({ position }) => position) : [...new Set(positions)]
    const entries = asked.map((position) => ({ position, entry: listed.find((one) => one.position === position) }))
    const facts = entries.flatMap(({ entry }): CenterFact[] => (entry?.event === undefined ? []
      : [{ kind: 'event', feed, receivedAtMs: deps.nowMs(), event: entry.event, replayOf: entry.position }]))
    if (facts.length > 0) {
      if (rulesOf(live.config) < RULES_WITH_REPLAY) return { kind: 'old-rules' }
      const quota = deps.takeQuota(center, feed, facts.length)
      if (!quota.ok) return { kind: 'over-quota', retryAfterSeconds: quota.retryAfterSeconds }
      const logPosition = await deps.append(center, facts)
      if (!await deps.whenFolded(center, logPosition, FOLD_LIMIT_MS)) return { kind: 'not-folded', logPosition }
    }
    const came = deps.live(center)?.replayed() ?? []
    return {
      kind: 'replayed', more: listed.filter((entry) => isReplayable(entry) && !asked.includes(entry.position)).length,
      replayed: entries.map(({ position, entry }) => reportOf(position, entry, came.findLast((one) => one.feed === feed && one.position === position))),
    }
  }

  async function one(center: string, feed: string, item: ReplayItem): Promise<ReplayOutcome> {
    if ('position' in item) {
      const result = await replay(center, feed, [item.position])
      switch (result.kind) {
        case 'replayed': return result.replayed[0]?.outcome ?? 'gone'
        case 'old-rules': return 'old-rules'
        case 'over-quota': case 'not-folded': return 'later'
        default: return result satisfies never
      }
    }
    const again = deps.pushed.again(center, feed, item.rejected)
    if (again === undefined) return 'gone'
    if (again.faults.length > 0) return 'refused'
    if (!deps.takeQuota(center, feed, Math.max(1, again.events.length)).ok) return 'later'
    const receivedAtMs = deps.nowMs()
    if (again.events.length > 0) await deps.append(center, again.events.map((event) => ({ kind: 'event', feed, receivedAtMs, event })))
    again.took()
    return 'taken'
  }

  return {
    replay,
    rejected: deps.rejected,
    setAside: (center) => deps.live(center)?.quarantine().map(reported) ?? [],
    notTaken: (center, feed) => notTaken(deps.rejected(center, feed), setAside(center, feed).map(reported)),
    replayed: (center, feed) => deps.live(center)?.replayed().filter((one) => one.feed === feed).toReversed() ?? [],
    audited: (tell) => async (center, feed, item, fingerprint) => {
      const outcome = await one(center, feed, item).catch((error: unknown): ReplayOutcome => {
        if (error instanceof Error && error.name === 'StoreUnavailable') return 'later'
        throw error
      })
      tell({ act: 'replay', center, feed, status: STATUS[outcome], bearerKey: undefined, ...(fingerprint === undefined ? {} : { fingerprint }) })
      return outcome
    },
  }
}

function reportOf(position: string, entry: Quarantined | undefined, came: Replayed | undefined): ReplayedReport {
  if (entry === undefined && came === undefined) return { position, outcome: 'gone', detail: 'nothing is set aside here' }
  const of = { position, eventId: came?.eventId ?? entry?.eventId ?? '', type: came?.type ?? entry?.type ?? '' }
  if (came === undefined) {
    return { ...of, outcome: 'final', detail: entry?.reason === 'too-late' ? 'it came too late: that is for good, since what it tells is over' : 'it is no longer kept, or too large to be; the feed can send it again' }
  }
  return { ...of, outcome: came.outcome, detail: DETAIL[came.outcome](came) }
}

const DETAIL: Record<Replayed['outcome'], (came: Replayed) => string> = {
  taken: () => 'it was folded',
  known: () => 'the contact has it already, as the feed sent it again; nothing counts twice',
  waits: () => 'it waits up to an hour for the event that says where its contact is',
  refused: ({ detail }) => `set aside again: ${detail ?? ''}`,
}
