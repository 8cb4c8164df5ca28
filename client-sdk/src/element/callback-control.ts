import type { CallbackAnswer, CallbackWish } from '../request-callback.ts'
import { button, part, write } from './dom.ts'
import type { ElementWords } from './words/index.ts'

type Phase = 'ready' | 'form' | 'asking' | 'asked' | 'not-offered' | 'not-taken' | 'bad-phone'

export interface CallbackControlOptions {
  ask(wish: CallbackWish): Promise<CallbackAnswer>
  /** The note or the look changed. */
  changed(): void
  /** Whether the customer is asked for a number: not where the center has it, as of a caller. */
  needsPhone(): boolean
  /** Of the note, which names what is wrong with the number. */
  readonly noteId: string
}

/** The button by which a customer asks for a callback while it is owed. It promises nothing: only a display in the state `callback` confirms. */
export interface CallbackControl {
  readonly root: HTMLElement
  /** What came of asking, in words; empty when nothing was asked. */
  note(words: ElementWords): string
  show(offered: boolean, words: ElementWords): void
  /** Another contact: forgets. */
  reset(): void
}

/** As the server reads them. */
const PHONE = /^\+?[0-9 ()./-]{3,32}$/
const PHASES: Readonly<Record<CallbackAnswer, Phase>> = { requested: 'asked', 'not-offered': 'not-offered', refused: 'not-offered', 'not-taken': 'not-taken', invalid: 'bad-phone' }
/** A center that never answers may be asked again. */
const ASK_AGAIN_MS = 120_000
const NOTES = { asked: 'asked', 'not-offered': 'notOffered', 'not-taken': 'notTaken', 'bad-phone': 'badPhone' } as const satisfies Partial<Record<Phase, keyof ElementWords>>

export function createCallbackControl({ ask, changed, needsPhone, noteId }: CallbackControlOptions): CallbackControl {
  let phase: Phase = 'ready'
  /** Raised for another contact, so that a late answer finds nobody. */
  let turn = 0
  let again: ReturnType<typeof setTimeout> | undefined
  const root = part('div', 'callback')
  const open = button('callback-button', () => {
    if (phase === 'asking' || phase === 'asked') return
    if (needsPhone()) enter('form', phone)
    else void send({})
  })
  const form = document.createElement('form')
  form.noValidate = true
  const label = document.createElement('label')
  const caption = document.createElement('span')
  const phone = part('input', 'phone')
  Object.assign(phone, { type: 'tel', name: 'phone', autocomplete: 'tel', required: true, maxLength: 32 })
  phone.setAttribute('aria-describedby', noteId)
  label.append(caption, phone)
  const submit = part('button', 'button callback-submit')
  submit.type = 'submit'
  const cancel = button('callback-cancel', () => enter('ready', open))
  form.append(label, submit, cancel)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const number = phone.value.trim()
    if (PHONE.test(number)) void send({ phone: number })
    else enter('bad-phone', phone)
  })
  root.append(open, form)
  root.hidden = true

  const asksPhone = (): boolean => phase === 'form' || phase === 'bad-phone' && needsPhone()

  function enter(next: Phase, focus?: HTMLElement): void {
    phase = next
    changed()
    focus?.focus()
  }

  async function send(wish: CallbackWish): Promise<void> {
    const mine = turn
    enter('asking')
    // The form is gone, so the focus goes on with the button.
    if (wish.phone !== undefined) open.focus()
    const answer = await ask(wish)
    if (mine !== turn) return
    enter(PHASES[answer])
    if (answer === 'requested') again = setTimeout(() => enter('ready'), ASK_AGAIN_MS)
  }

  return {
    root,
    note: (words) => phase === 'ready' || phase === 'form' || phase === 'asking' ? '' : words[NOTES[phase]],
    show(offered, words) {
      root.hidden = !offered
      const asks = asksPhone()
      open.hidden = asks
      form.hidden = !asks
      if (asks && phase === 'bad-phone') phone.setAttribute('aria-invalid', 'true')
      else phone.removeAttribute('aria-invalid')
      // Disabled would take the focus away from who has just pressed it.
      open.setAttribute('aria-disabled', String(phase === 'asking' || phase === 'asked'))
      write(open, phase === 'asking' ? words.asking : phase === 'asked' ? words.askedShort : words.callback)
      write(caption, words.phone)
      write(submit, words.ask)
      write(cancel, words.cancel)
    },
    reset() {
      turn += 1
      clearTimeout(again)
      phase = 'ready'
      phone.value = ''
    },
  }
}
