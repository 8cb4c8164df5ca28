import type { LiveCenter } from '../contact-center/index.ts'
import { contactFigure, type Books } from './contact-figure.ts'
import { inLine, readForContact } from './reading.ts'
import { showGate } from './show-gate.ts'

/** Why a contact is shown what it is shown: figure, promise, the class read and its inputs, and the rules that spoke. */
export function explainFigure(contact: string, books: Books, live: LiveCenter): unknown {
  const figure = contactFigure(contact, books, live)
  const view = live.contact(contact)
  if (view === undefined || view.kind !== 'customer') return { contact, figure, rules: ['DP16'] }
  const current = view.id
  const kept = books.promises.get(current)
  const phase = inLine(view.phase) ? view.phase : undefined
  const lines = phase?.queues.map((queue) => {
    const place = live.place(current, queue)
    const pool = live.queue(queue)?.pool
    const curve = books.curves.classOf(queue, phase.priority)
    return {
      queue, place, pool, feedState: live.queue(queue)?.feedState,
      curveTickMs: pool === undefined ? undefined : books.curves.tickOf(pool),
      overtaken: pool !== undefined && books.curves.overtaken(pool, live.nowMs),
      curve: curve === undefined ? 'none' : 'unknown' in curve ? curve : { priority: curve.priority, basedOn: curve.basedOn, inputs: curve.inputs },
    }
  })
  return {
    contact: current,
    figure,
    phase: view.phase,
    show: phase === undefined ? undefined : showGate(phase.queues, live),
    reading: phase === undefined ? undefined : readForContact(books.curves, current, phase, live),
    lines,
    watched: kept?.watched ?? false,
    promise: kept?.promise === undefined ? undefined : { ...kept.promise, insertsAhead: phase === undefined ? 0 : books.promises.insertsAhead(current, phase) },
    rules: rulesOf(figure.wait.known ? undefined : figure.wait.reason, figure.revision !== undefined),
  }
}

function rulesOf(reason: string | undefined, revised: boolean): string[] {
  const byReason: Record<string, string> = {
    off: 'DP14', shadow: 'DP14', 'stale-feed': 'DP17', 'no-forecast': 'DP11', 'not-yet': 'DP10', 'unknown-contact': 'DP16', closed: 'DP15', 'not-estimable': 'DP15',
  }
  const rules = reason === undefined ? ['DP1', 'DP3', 'DP5'] : [byReason[reason] ?? 'DP10']
  return revised ? [...rules, 'DP6', 'DP8'] : rules
}
