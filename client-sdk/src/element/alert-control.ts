import type { Display } from '../protocol/index.ts'
import type { Freshness } from '../stale-display.ts'
import { button, part, write } from './dom.ts'
import { nextAlert } from './turn-alert.ts'
import type { Nearness } from './turn-alert.ts'
import { createTurnSignals } from './turn-signals.ts'
import type { TurnSignals } from './turn-signals.ts'
import type { ElementWords } from './words/index.ts'

/** The button by which a customer lets this page call when the turn is near, and what then calls. */
export interface AlertControl {
  readonly root: HTMLElement
  /** Says what the button does, once it is on. */
  note(words: ElementWords): string
  show(offered: boolean, words: ElementWords): void
  /** Each display, in order; signals where it is on. */
  take(display: Display, freshness: Freshness, words: ElementWords): void
  /** Another contact, or none: forgets and frees. */
  reset(contact: string | undefined): void
}

/** The wish outlives a reload of this tab and nothing more. */
const KEPT_AS = 'queuecast-alert'

function kept(contact: string): boolean {
  try {
    return sessionStorage.getItem(KEPT_AS) === contact
  } catch {
    return false
  }
}
function keep(contact: string | undefined): void {
  try {
    if (contact === undefined) sessionStorage.removeItem(KEPT_AS)
    else sessionStorage.setItem(KEPT_AS, contact)
  } catch {
    // A page without storage asks again after a reload.
  }
}

export function createAlertControl(changed: () => void): AlertControl {
  let on = false
  let contact: string | undefined
  let last: Nearness | undefined
  let signals: TurnSignals | undefined
  const root = part('div', 'alert')
  const toggle = button('alert-button', () => {
    on = !on
    keep(on ? contact : undefined)
    if (on) (signals ??= createTurnSignals()).allow()
    changed()
  })
  root.append(toggle)
  root.hidden = true

  return {
    root,
    note: (words) => on ? words.alertOn : '',
    show(offered, words) {
      root.hidden = !offered
      toggle.setAttribute('aria-pressed', String(on))
      write(toggle, words.alert)
    },
    take(display, freshness, words) {
      const step = nextAlert(last, display, freshness)
      last = step.last
      if (!on || step.signal === undefined) return
      signals ??= createTurnSignals()
      signals.signal(step.signal, words[step.signal], display.text.sentence, display.text.lang, `queuecast ${contact ?? ''}`)
    },
    reset(next) {
      if (next === contact) return
      signals?.close()
      signals = undefined
      contact = next
      last = undefined
      on = next !== undefined && kept(next)
    },
  }
}
