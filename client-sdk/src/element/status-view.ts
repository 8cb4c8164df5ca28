import { elementText } from './element-text.ts'
import type { StatusContent } from './status-content.ts'
import { adoptStyle } from './style.ts'

/** The shadow tree of one element, and the only code that touches it. */
export interface StatusView {
  show(content: StatusContent): void
  /** Whether changes of the text are spoken by a screen reader. */
  speak(on: boolean): void
  /** Puts the same text in again, so that a reader which was kept quiet speaks it. */
  repeat(): void
  /** `asOf`: the RFC 3339 instant of what stays on the screen while paused. */
  paused(on: boolean, lang: string | undefined, asOf: string | undefined): void
}

function part<K extends keyof HTMLElementTagNameMap>(tag: K, name: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.setAttribute('part', name)
  return element
}

/** Writes only what changed: a screen reader hears each write. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

/** Builds the tree in `root`. The live region is there before its first text, else that text is not spoken. */
export function createStatusView(root: ShadowRoot, onPause: () => void): StatusView {
  adoptStyle(root)
  const frame = document.createElement('div')
  frame.className = 'frame'
  const status = part('div', 'status')
  status.setAttribute('role', 'status')
  status.setAttribute('aria-live', 'polite')
  status.setAttribute('aria-atomic', 'true')
  const texts = { sentence: part('p', 'sentence'), revision: part('p', 'revision'), notice: part('p', 'notice'), offer: part('p', 'offer') }
  for (const text of Object.values(texts)) text.dir = 'auto'
  status.append(...Object.values(texts))
  const position = part('span', 'position')
  position.setAttribute('aria-hidden', 'true')
  const foot = document.createElement('div')
  foot.className = 'foot'
  const asOfNote = part('p', 'as-of')
  asOfNote.dir = 'auto'
  const button = part('button', 'pause')
  button.type = 'button'
  button.addEventListener('click', onPause)
  foot.append(asOfNote, button)
  frame.append(status, position, foot)
  root.append(frame)

  return {
    show(content) {
      if (status.lang !== content.lang) status.lang = content.lang
      write(texts.sentence, content.sentence)
      write(texts.revision, content.revision)
      write(texts.notice, content.notice)
      write(texts.offer, content.offer)
      write(position, content.position)
      // Nothing is shown that could be paused.
      button.hidden = content.sentence === ''
      frame.dataset['state'] = content.state
      frame.dataset['freshness'] = content.freshness
    },
    speak(on) {
      const live = on ? 'polite' : 'off'
      if (status.getAttribute('aria-live') !== live) status.setAttribute('aria-live', live)
    },
    repeat() {
      for (const text of Object.values(texts)) text.replaceChildren(...text.textContent === '' ? [] : [text.textContent ?? ''])
    },
    paused(on, lang, asOf) {
      const { lang: spoken, pause, resume, pausedAt } = elementText(lang)
      foot.lang = spoken
      write(button, on ? resume : pause)
      const time = asOf === undefined ? '' : new Date(asOf).toLocaleTimeString(spoken, { hour: '2-digit', minute: '2-digit' })
      write(asOfNote, on && time !== '' ? pausedAt.replace('{time}', time) : '')
    },
  }
}
