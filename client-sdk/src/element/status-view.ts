import { part, write } from './dom.ts'
import { trackSteps, TRACK_STEPS } from './place-track.ts'
import type { StatusContent } from './status-content.ts'
import { adoptStyle } from './style.ts'
import { elementWords, fillWords } from './words/index.ts'

/** The shadow tree of one element. */
export interface StatusView {
  show(content: StatusContent, note: string): void
  /** Whether changes of the text are spoken by a screen reader. Returns whether it was kept quiet until now. */
  speak(on: boolean): boolean
  /** Puts the same text in again, so that a reader which was kept quiet speaks it. */
  repeat(): void
  /** `asOf`: the RFC 3339 instant of what stays on the screen while paused; `note`: what else is said at the foot. */
  foot(state: { paused: boolean; pausable: boolean; lang: string; asOf: string | undefined; note: string }): void
}

export interface StatusViewOptions {
  readonly callback: HTMLElement
  readonly alert: HTMLElement
  readonly noteId: string
  onPause(): void
}

/** Builds the tree in `root`. The live region is there before its first text, else that text is not spoken. */
export function createStatusView(root: ShadowRoot, { callback, alert, noteId, onPause }: StatusViewOptions): StatusView {
  adoptStyle(root)
  const frame = part('div', 'frame')
  const status = part('div', 'status')
  status.setAttribute('role', 'status')
  status.setAttribute('aria-live', 'polite')
  status.setAttribute('aria-atomic', 'true')
  const texts = { sentence: part('p', 'sentence'), revision: part('p', 'revision'), notice: part('p', 'notice'), offer: part('p', 'offer'), note: part('p', 'note') }
  for (const text of Object.values(texts)) text.dir = 'auto'
  texts.note.id = noteId
  status.append(...Object.values(texts))
  const place = part('div', 'place')
  // The sentence says the place; figure and track are for the eye.
  place.setAttribute('aria-hidden', 'true')
  const position = part('span', 'position')
  const track = part('div', 'track')
  place.append(position, track)
  track.append(...Array.from({ length: TRACK_STEPS }, () => part('i', 'step')))
  const expect = part('p', 'expect')
  expect.dir = 'auto'
  const foot = part('div', 'foot')
  const asOfNote = part('p', 'as-of')
  asOfNote.dir = 'auto'
  const pause = part('button', 'button pause')
  pause.type = 'button'
  pause.addEventListener('click', onPause)
  const buttons = part('div', 'buttons')
  buttons.append(alert, pause)
  foot.append(asOfNote, buttons)
  frame.append(status, place, expect, callback, foot)
  root.append(frame)

  return {
    show(content, note) {
      if (status.lang !== content.lang) status.lang = content.lang
      // Where the server speaks a language that the element does not.
      const own = elementWords(content.lang).lang
      for (const element of [texts.note, expect, callback]) if (element.lang !== own) element.lang = own
      for (const name of ['sentence', 'revision', 'notice', 'offer'] as const) write(texts[name], content[name])
      write(texts.note, note)
      write(position, content.position)
      write(expect, content.expect)
      const steps = content.place === undefined ? undefined : trackSteps(content.place)
      for (const [index, step] of Array.from(track.children).entries()) step.setAttribute('part', `step${steps === undefined ? '' : ` step-${steps[index] ?? ''}`}`)
      frame.dataset['state'] = content.state
      frame.dataset['freshness'] = content.freshness
      place.hidden = steps === undefined
      frame.toggleAttribute('data-settled', content.settled || content.state === 'refused')
    },
    speak(on) {
      const wasQuiet = status.getAttribute('aria-live') === 'off'
      if (wasQuiet === on) status.setAttribute('aria-live', on ? 'polite' : 'off')
      return wasQuiet
    },
    repeat() {
      for (const text of Object.values(texts)) text.replaceChildren(...text.textContent === '' ? [] : [text.textContent ?? ''])
    },
    foot({ paused, pausable, lang, asOf, note }) {
      const words = elementWords(lang)
      foot.lang = words.lang
      pause.hidden = !pausable
      write(pause, paused ? words.resume : words.pause)
      const time = asOf === undefined ? '' : new Date(asOf).toLocaleTimeString(words.lang, { hour: '2-digit', minute: '2-digit' })
      write(asOfNote, paused && pausable && time !== '' ? fillWords(words.pausedAt, { time }) : note)
    },
  }
}
