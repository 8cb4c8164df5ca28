import type { Board, Display, FeedState, Fresh, QueueStatus, Wait } from '@queuecast/client-sdk/protocol'
import type { QueueView } from '../contact-center/index.ts'
import type { DisplaySource } from '../delivery/index.ts'
import { chooseLanguage, renderDisplay } from '../delivery/wording/index.ts'
import type { Figure } from '../display-policy/index.ts'
import { explainForecast } from '../wait-forecast/index.ts'
import type { CenterFold } from './center-fold.ts'
import { longestWaitSeconds } from './longest-wait.ts'
import type { PartitionNode } from './partition-node.ts'

/** How long a figure stands without news from the log; the same for every transport. */
export const FRESH_FOR_SECONDS = 15
/** Public counts under five are coarsened, so that nobody is singled out. */
const PUBLIC_COUNT_FLOOR = 5
/** Said where no such center is served here. */
const NO_CENTERS_LANGUAGES = ['en']

/** What is read of a node. */
type FollowedNode = Pick<PartitionNode, 'fold' | 'caughtUp' | 'foldedAtMs'>

export interface SourceDeps {
  nodeOf(center: string): FollowedNode | undefined
  monotonicMs(): number
  served: DisplaySource['served']
}

/** The read side of a node: every display, board and figure, computed from memory at the moment of asking. */
export function createDisplaySource(deps: SourceDeps): DisplaySource {
  const find = (center: string): { node: FollowedNode; fold: CenterFold } | undefined => {
    const node = deps.nodeOf(center)
    const fold = node?.fold.centers.get(center)
    return node === undefined || fold === undefined ? undefined : { node, fold }
  }
  /** Seconds for which what the log last said still stands; 0 where the log fell silent (store away, no leader) or this node is behind it. */
  const freshFor = (node: FollowedNode): number =>
    node.caughtUp ? Math.max(0, Math.ceil(FRESH_FOR_SECONDS - (deps.monotonicMs() - node.foldedAtMs) / 1000)) : 0

  return {
    hasCenter: (center) => find(center) !== undefined || deps.nodeOf(center)?.fold.givenUp.has(center) === true,

    display(center, contact, langs): Display {
      const found = find(center)
      const node = found?.node ?? deps.nodeOf(center)
      const position = node?.fold.position
      // Not served here, or given up: nothing is known, not even that nobody waits.
      const blind = node === undefined || node.fold.givenUp.has(center)
      const config = found?.fold.live.config
      const fresh = node === undefined ? 0 : freshFor(node)
      let figure = found?.fold.display.figure(contact, found.fold.live)
      if (figure === undefined || found === undefined || fresh === 0) {
        figure = unknownFigure(node?.fold.nowMs ?? 0, found === undefined && !blind ? 'unknown-contact' : 'stale-feed', figure)
      } else {
        // An idle center gets no ticks, but what is said of it is true up to now all the same.
        figure.asOfMs = found.node.fold.nowMs
        figure.freshForSeconds = fresh
      }
      return renderDisplay(figure, {
        center, contact, langs: ownLast(langs, found?.fold.live.contact(contact)?.language), centerLanguages: config?.languages ?? NO_CENTERS_LANGUAGES,
        epoch: position?.epoch ?? '0000000001', seq: position?.seq ?? 0, timeZone: config?.timeZone,
        // What is left of the freshness shrinks while `asOf` stands still; the instant at which it ends does not move.
        staleAfterMs: found === undefined || fresh === 0 ? undefined : found.node.fold.nowMs + FRESH_FOR_SECONDS * 1000,
      })
    },

    stateOf(center, contact) {
      const found = find(center)
      return found === undefined ? 'unknown' : found.fold.display.state(contact, found.fold.live)
    },

    fresh(center): Fresh {
      const node = deps.nodeOf(center)
      if (node === undefined) return { epoch: '0000000001', seq: 0, freshForSeconds: 0 }
      const { epoch, seq } = node.fold.position
      return { epoch, seq, freshForSeconds: freshFor(node) }
    },

    board(center, { publicOnly, langs }): Board | undefined {
      const found = find(center)
      if (found === undefined) return undefined
      const { node, fold } = found
      const lang = chooseLanguage([...langs], fold.live.config.languages)
      const silent = freshFor(node) === 0
      const queues: QueueStatus[] = []
      for (const view of fold.live.queues()) {
        if (!publicOnly || view.facts?.public === true) queues.push(queueStatus(fold, view, { lang, publicOnly, silent, nowMs: node.fold.nowMs }))
      }
      return {
        queues: queues.sort((a, b) => (a.queue < b.queue ? -1 : 1)),
        feeds: publicOnly ? [] : fold.live.feeds(),
        asOf: new Date(node.fold.nowMs).toISOString(),
        epoch: node.fold.position.epoch,
        seq: node.fold.position.seq,
      }
    },

    queue(center, queue, { publicOnly, langs }): QueueStatus | undefined {
      const found = find(center)
      const view = found?.fold.live.queue(queue)
      if (found === undefined || view === undefined || (publicOnly && view.facts?.public !== true)) return undefined
      const lang = chooseLanguage([...langs], found.fold.live.config.languages)
      return queueStatus(found.fold, view, { lang, publicOnly, silent: freshFor(found.node) === 0, nowMs: found.node.fold.nowMs })
    },

    explain(center, contact): unknown {
      const found = find(center)
      if (found === undefined) return { why: 'this node does not serve such a center' }
      const { display, live, learning } = found.fold
      const phase = live.contact(contact)?.phase
      const restsOn = (phase !== undefined && 'queues' in phase ? phase.queues : []).map((queue) => explainForecast(live, learning, queue))
      return { ...(display.explain(contact, live) as object), restsOn }
    },

    served: deps.served,
  }
}

/** What the reader asks for, then the language the contact itself came with. */
const ownLast = (langs: readonly string[], own: string | undefined): readonly string[] => (own === undefined ? langs : [...langs, own])

/** What may be said when nothing is known any more: where the contact was, and that the wait is unknown. */
function unknownFigure(nowMs: number, reason: 'unknown-contact' | 'stale-feed', last: Figure | undefined): Figure {
  const over = last !== undefined && (last.state === 'answered' || last.state === 'left' || last.state === 'closed')
  // As of when follows the log on every node alike, whether this one is fresh or not.
  if (over) return { ...last, asOfMs: nowMs, freshForSeconds: FRESH_FOR_SECONDS }
  const wait: Wait = { known: false, reason }
  const base: Figure = { state: last?.state ?? 'unknown', wait, asOfMs: nowMs, freshForSeconds: FRESH_FOR_SECONDS }
  if (last?.queue !== undefined) base.queue = last.queue
  if (last?.channel !== undefined) base.channel = last.channel
  if (last?.notice !== undefined) base.notice = last.notice
  return base
}

interface StatusOptions { lang: string; publicOnly: boolean; silent: boolean; nowMs: number }

/** One queue as a board shows it. `silent`: the log fell silent, nothing is known any more. */
export function queueStatus(fold: CenterFold, view: QueueView, { lang, publicOnly, silent, nowMs }: StatusOptions): QueueStatus {
  const { live, display } = fold
  const longest = publicOnly ? undefined : longestWaitSeconds(view, live, nowMs)
  const feed: FeedState = silent ? 'stale' : view.feedState
  const wait: Wait = silent ? { known: false, reason: 'stale-feed' } : display.figureForJoiner(view.id, live)
  const names = view.facts?.name
  const cost = view.facts?.cost
  const coarse = publicOnly && view.line.length < PUBLIC_COUNT_FLOOR
  return {
    queue: view.id,
    name: names?.[lang] ?? names?.['en'] ?? Object.values(names ?? {})[0] ?? view.id,
    channel: view.channel,
    open: view.open,
    ...(view.reopensAtMs === undefined ? {} : { reopensAt: new Date(view.reopensAtMs).toISOString() }),
    waiting: coarse ? { atMost: PUBLIC_COUNT_FLOOR - 1 } : view.line.length,
    ...(longest === undefined ? {} : { longestWaitSeconds: longest }),
    wait,
    ...(view.staffed === undefined || publicOnly ? {} : { staffed: view.staffed }),
    feed,
    show: view.show,
    feedLevel: view.feedLevel,
    ...(cost === undefined ? {} : { cost: {
      text: cost.text[lang] ?? Object.values(cost.text)[0] ?? '',
      ...(cost.perMinute === undefined ? {} : { perMinute: cost.perMinute }),
      ...(cost.currency === undefined ? {} : { currency: cost.currency }),
      ...(cost.freeWhileWaiting === undefined ? {} : { freeWhileWaiting: cost.freeWhileWaiting }),
    } }),
    asOf: new Date(nowMs).toISOString(),
  }
}
