import { isLanguageTag, readTokenContact } from '../contact-target.ts'
import { watchPosition } from '../watch-position.ts'
import type { Watch } from '../watch-position.ts'
import type { Display } from '../protocol/index.ts'
import { reportThrown } from '../report-thrown.ts'
import { createAlertControl } from './alert-control.ts'
import type { AlertControl } from './alert-control.ts'
import { createCallbackControl } from './callback-control.ts'
import type { CallbackControl } from './callback-control.ts'
import { pace, SCREEN_PACE_MS, SPOKEN_PACE_MS } from './pace.ts'
import type { Told } from './pace.ts'
import { watchSight } from './sight.ts'
import { breaksPause, screenNews, spokenNews, spokenText, statusContent } from './status-content.ts'
import type { StatusContent } from './status-content.ts'
import { createStatusView } from './status-view.ts'
import type { StatusView } from './status-view.ts'
import { elementWords } from './words/index.ts'

/** Without a display by then the calm sentence stands, so that nobody looks at nothing. */
const FIRST_DISPLAY_MS = 5_000
/** How often the lower end of a range is counted down. */
const RANGE_AGE_MS = 15_000
const NOTE_ID = 'note'

/** A module that is rendered on a server must load without a DOM; the element itself lives in browsers only. */
const Base = typeof HTMLElement === 'undefined' ? Object as unknown as typeof HTMLElement : HTMLElement

interface Parts { readonly view: StatusView; readonly callback: CallbackControl; readonly alert: AlertControl }

/**
 * `<queue-status url token lang>`: one calm, honest sentence about one contact's wait. `url` is the Queuecast server
 * (default: the page's own), `token` the contact token, as attribute or, better, as property, which is not reflected.
 * `callback-phone` is `known` or `ask` (default: known of callers, else asked); `alerts="off"` leaves out the alert button.
 * Parts, custom properties and events: docs/widget.md.
 */
export class QueueStatusElement extends Base {
  static readonly observedAttributes = ['url', 'token', 'lang']

  #parts: Parts | undefined
  #token: string | undefined
  #watch: Watch | undefined
  #leave: (() => void)[] = []
  #restarting = false
  #inSight = false
  #paused = false
  #waitedForDisplay = false
  #refused = false
  #received: { display: Display; atMs: number } | undefined
  #shown: { content: StatusContent; display: Display | undefined } | undefined
  #onScreen: Told | undefined
  #spoken: Told | undefined
  #renderTimer: ReturnType<typeof setTimeout> | undefined
  #speakTimer: ReturnType<typeof setTimeout> | undefined

  /** The contact token; setting it reconnects. Never written to the page. */
  get token(): string { return this.#token ?? this.getAttribute('token') ?? '' }
  set token(token: string) {
    this.#token = token
    this.#restart()
  }

  /** Whether the customer paused the updates. */
  get paused(): boolean { return this.#paused }
  set paused(paused: boolean) {
    if (paused === this.#paused) return
    this.#paused = paused
    // WCAG 2.2.2: on resuming, status information goes on with what is true now.
    this.#render()
  }

  connectedCallback(): void {
    // A property set before the element was defined hides the accessor.
    if (Object.hasOwn(this, 'token')) {
      const early = this.token
      Reflect.deleteProperty(this, 'token')
      this.token = early
    }
    this.#parts ??= this.#build()
    this.#render()
    this.#restart()
  }

  disconnectedCallback(): void {
    this.#stop()
    this.#parts?.callback.reset()
    this.#parts?.alert.reset(undefined)
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after) this.#restart()
  }

  #build(): Parts {
    const callback = createCallbackControl({
      ask: (wish) => this.#watch?.requestCallback(wish) ?? Promise.resolve('not-taken'),
      changed: () => this.#render(), noteId: NOTE_ID,
      // The center has the number of who calls.
      needsPhone: () => (this.getAttribute('callback-phone') ?? (this.#shown?.display?.channel === 'voice' ? 'known' : 'ask')) === 'ask',
    })
    const alert = createAlertControl(() => this.#render())
    const view = createStatusView(this.attachShadow({ mode: 'open' }), {
      callback: callback.root, alert: alert.root, noteId: NOTE_ID, onPause: () => { this.paused = !this.paused },
    })
    return { view, callback, alert }
  }

  /** Several attributes change together; one reconnect serves them all. */
  #restart(): void {
    if (this.#restarting || !this.isConnected) return
    this.#restarting = true
    queueMicrotask(() => {
      this.#restarting = false
      const contact = readTokenContact(this.token)
      const name = contact === undefined ? this.token : `${contact.center}/${contact.contact}`
      this.#parts?.alert.reset(name)
      this.#parts?.callback.reset()
      this.#stop()
      if (!this.isConnected || this.token === '') return
      try {
        this.#start()
      } catch (error) {
        // The page's author reads which attribute is wrong; the customer reads a calm sentence.
        this.#refused = true
        this.#render()
        reportThrown(error)
      }
    })
  }

  #start(): void {
    const watch = watchPosition({
      url: this.getAttribute('url') ?? globalThis.location.origin, token: this.token, lang: this.#lang(),
      onState: (state) => {
        this.#refused = state.kind === 'refused'
        if (state.kind !== 'refused') return
        this.#render()
        // WCAG 2.2.1: the page may hand in a new token, so that nobody's time runs out while they wait.
        this.dispatchEvent(new CustomEvent('queue-status-refused', { detail: { code: state.code } }))
      },
    })
    this.#watch = watch
    const patience = setTimeout(() => {
      this.#waitedForDisplay = true
      this.#render()
    }, FIRST_DISPLAY_MS)
    const leaving = new AbortController()
    for (const type of ['online', 'offline']) globalThis.addEventListener(type, () => this.#render(), { signal: leaving.signal })
    this.#leave = [
      () => watch.close(),
      () => clearTimeout(patience),
      () => leaving.abort(),
      watch.subscribe((display, freshness) => {
        if (this.#received?.display !== display) this.#received = { display, atMs: performance.now() }
        this.#parts?.alert.take(display, freshness, elementWords(display.text.lang))
        this.#render()
        this.dispatchEvent(new CustomEvent('queue-status-change', { detail: { display, freshness } }))
      }),
      watchSight(this, (inSight) => {
        this.#inSight = inSight
        this.#tellShown()
      }),
    ]
  }

  #stop(): void {
    for (const leave of this.#leave) leave()
    this.#leave = []
    this.#watch = undefined
    this.#inSight = false
    this.#waitedForDisplay = false
    this.#refused = false
    clearTimeout(this.#speakTimer)
    // Another contact's figure must not stand while this one's is awaited.
    this.#received = undefined
    this.#shown = undefined
    this.#onScreen = undefined
    this.#spoken = undefined
    this.#render()
  }

  #lang(): string | undefined {
    const lang = this.closest('[lang]')?.getAttribute('lang') ?? ''
    // What a page declares of itself is not the caller's fault here: the server then decides.
    return isLanguageTag(lang) ? lang : undefined
  }

  #render(): void {
    clearTimeout(this.#renderTimer)
    const parts = this.#parts
    if (parts === undefined) return
    const { view, callback } = parts
    const nowMs = performance.now()
    const display = this.#watch?.display
    const newest = statusContent({
      display, freshness: this.#watch?.freshness, refused: this.#refused, waitedForDisplay: this.#waitedForDisplay, lang: this.#lang(),
      online: navigator.onLine, ageSeconds: this.#received?.display === display ? (nowMs - (this.#received?.atMs ?? nowMs)) / 1000 : 0,
    })
    const held = this.#paused && this.#shown !== undefined && !breaksPause(this.#shown.content, newest)
    let next = held && this.#shown !== undefined ? this.#shown : { content: newest, display }
    const note = noteFor(next.content, callback)
    const telling = { text: spokenText(next.content, note), newsKey: screenNews(next.content, note) }
    const step = pace(this.#onScreen, telling, nowMs, SCREEN_PACE_MS)
    if (step.kind === 'later' && this.#shown !== undefined) next = this.#shown
    else if (step.kind === 'now') this.#onScreen = { ...telling, atMs: nowMs }
    const unheard = this.#speak(view, next.content, note)
    view.show(next.content, note)
    if (unheard) view.repeat()
    this.#shown = next
    this.#showControls(parts, next)
    if (step.kind === 'later') this.#renderTimer = setTimeout(() => this.#render(), step.atMs - nowMs)
    else if (next.content.expect !== '') this.#renderTimer = setTimeout(() => this.#render(), RANGE_AGE_MS)
    this.#tellShown()
  }

  #showControls({ view, callback, alert }: Parts, { content, display }: { content: StatusContent; display: Display | undefined }): void {
    const words = elementWords(content.lang)
    const alertable = (content.state === 'waiting' || content.state === 'closing') && this.getAttribute('alerts') !== 'off'
    callback.show(content.offersCallback, words)
    alert.show(alertable, words)
    view.foot({
      paused: this.#paused, pausable: content.sentence !== '' && !content.settled && content.state !== 'refused', lang: content.lang, asOf: display?.asOf,
      note: alertable ? alert.note(words) : '',
    })
  }

  /**
   * Lets the coming text be spoken or not; a text that is kept quiet now is spoken when the quiet time is over. Returns whether
   * the quiet ends with this text: it may stand already, and a reader speaks only what changes.
   */
  #speak(view: StatusView, content: StatusContent, note: string): boolean {
    const next = { text: spokenText(content, note), newsKey: spokenNews(content, note) }
    if (next.text === '') return false
    const nowMs = performance.now()
    const step = pace(this.#spoken, next, nowMs, SPOKEN_PACE_MS)
    clearTimeout(this.#speakTimer)
    const wasQuiet = view.speak(step.kind !== 'later')
    if (step.kind === 'now') this.#spoken = { ...next, atMs: nowMs }
    if (step.kind !== 'later') return wasQuiet && step.kind === 'now'
    this.#speakTimer = setTimeout(() => {
      if (this.#paused) return
      this.#spoken = { ...next, atMs: performance.now() }
      view.speak(true)
      view.repeat()
    }, step.atMs - nowMs)
    return false
  }

  /** Only what stands on the screen was shown. */
  #tellShown(): void {
    if (this.#inSight && this.#shown?.display !== undefined && this.#shown.display === this.#watch?.display) this.#watch.told('shown')
  }
}

/** What came of asking for a callback stands while somebody waits. */
const noteFor = ({ state, lang }: StatusContent, callback: CallbackControl): string =>
  state === 'waiting' || state === 'closing' ? callback.note(elementWords(lang)) : ''
