import type { ContactState, Wait } from '@queuecast/client-sdk/protocol'
import type { ContactView, LiveCenter } from '../contact-center/index.ts'
import { anyStale, contactState, queuesOf } from './contact-state.ts'
import type { CurveBook } from './curve-book.ts'
import type { Figure } from './figures.ts'
import { newestNotice } from './newest-notice.ts'
import type { PromiseBook } from './promise-book.ts'
import { REVISION_SHOWN_FOR_MS } from './promise-book.ts'
import { inLine, readForContact } from './reading.ts'
import { showGate, type ShowGate } from './show-gate.ts'
import { answerBy, asKnown, boundNow, unknownWait } from './shown-wait.ts'

/** How long a figure stands without news from the log. */
export const FRESH_FOR_SECONDS = 15

export interface Books { curves: CurveBook; promises: PromiseBook }

/** What may honestly be said to this contact at this instant (DP14 to DP21). */
export function contactFigure(contact: string, { curves, promises }: Books, live: LiveCenter): Figure {
  const view = live.contact(contact)
  if (view === undefined || view.kind !== 'customer') {
    return { asOfMs: live.nowMs, freshForSeconds: FRESH_FOR_SECONDS, state: 'unknown', wait: unknownWait('unknown-contact') }
  }

  const state = contactState(view, live)
  const queues = queuesOf(view)
  const gate = showGate(queues, live)
  // One literal, then field after field: spreads would give each figure a hidden class of its own.
  const figure: Figure = { asOfMs: live.nowMs, freshForSeconds: FRESH_FOR_SECONDS, state, channel: view.channel, wait: shownWait(view, state, gate, curves, promises, live) }
  const queue = queues[0]
  if (queue !== undefined) figure.queue = queue
  if (inLine(view.phase)) addLineFacts(figure, view, queues, gate, live)
  if (figure.wait.known) addPromiseFacts(figure, view, promises, live)
  const notice = state === 'answered' || state === 'left' ? undefined : newestNotice(queues, live)
  if (notice !== undefined) figure.notice = notice
  return figure
}

function shownWait(view: ContactView, state: ContactState, gate: ShowGate, curves: CurveBook, promises: PromiseBook, live: LiveCenter): Wait {
  const { phase } = view
  if (state === 'closed') return unknownWait('closed')
  // Nothing is to be waited for: with an agent, over, parked, or called back at a time that was agreed.
  if (!inLine(phase) || phase.kind === 'paused' || (phase.kind === 'callback' && phase.mode === 'scheduled')) return unknownWait('not-estimable')
  if (!gate.wait) return unknownWait(gate.reason ?? 'off')
  if (anyStale(phase.queues, live)) return unknownWait('stale-feed')
  const reading = readForContact(curves, view.id, phase, live)
  if (!reading.known) return unknownWait(reading.reason)
  const bound = boundNow(promises.get(view.id)?.promise, live.nowMs)
  return typeof bound === 'number' ? asKnown(reading, bound) : unknownWait(bound)
}

/** Place and time waited, of who still waits. */
function addLineFacts(figure: Figure, view: ContactView, queues: readonly string[], gate: ShowGate, live: LiveCenter): void {
  // The feed's own instants run ahead of ours by its clock offset.
  figure.waitedSeconds = Math.max(0, Math.floor((live.nowMs + live.clockOffsetMs(view.feed, view.clockStartMs, view.id) - view.clockStartMs) / 1000))
  const { phase } = view
  if (phase.kind === 'callback' && phase.mode === 'scheduled' && phase.toMs !== undefined) {
    if (phase.fromMs !== undefined && phase.fromMs < phase.toMs) figure.answerFrom = new Date(phase.fromMs).toISOString()
    figure.answerBy = new Date(phase.toMs).toISOString()
  }
  if (!gate.place || figure.state === 'closed' || phase.kind === 'paused' || anyStale(queues, live)) return
  const [queue] = queues
  if (queues.length > 1 || queue === undefined) {
    figure.positionFirm = false
    return
  }
  const place = live.place(view.id, queue)
  if (place === undefined) return
  figure.position = place
  figure.positionFirm = live.queue(queue)?.mixedPriorities === false
}

function addPromiseFacts(figure: Figure, view: ContactView, promises: PromiseBook, live: LiveCenter): void {
  const kept = promises.get(view.id)
  const promise = kept?.promise
  if (kept === undefined || promise === undefined) return
  const by = answerBy(view.channel, promise, live.nowMs)
  if (by !== undefined) figure.answerBy = by
  const { lastRevision } = promise
  if (lastRevision === undefined) return
  if (kept.revisionToldAtMs !== undefined && live.nowMs >= kept.revisionToldAtMs + REVISION_SHOWN_FOR_MS) return
  const { fromSeconds, toSeconds, reason } = lastRevision
  figure.revision = { fromSeconds, toSeconds, ...(reason === undefined ? {} : { reason }) }
}
