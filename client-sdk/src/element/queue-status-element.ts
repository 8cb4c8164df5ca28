import { isLanguageTag } from '../contact-target.ts'
import { watchPosition } from '../watch-position.ts'
import type { Watch } from '../watch-position.ts'
import type { Display } from '../protocol/index.ts'
import { reportThrown } from '../report-thrown.ts'
import { paceAnnouncement } from './announce-pace.ts'
import type { Announced } from './announce-pace.ts'
import { watchSight } from './sight.ts'
import { breaksPause, spokenText, statusContent } from './status-content.ts'
import type { StatusContent } from './status-content.ts'
import { createStatusView } from './status-view.ts'
import type { StatusView } from './status-view.ts'

/** Without a display by then the calm sentence stands, so that nobody looks at nothing. */
const FIRST_DISPLAY_MS = 5_000

/** A module that is rendered on a server must load without a DOM; the element itself lives in browsers only. */
const Base = typeof HTMLElement === 'undefined' ? Object as unknown as typeof HTMLElement : HTMLElement

/**
 * `<queue-status url token lang>`: one calm, honest sentence about one contact's wait. `url` is the Queuecast server
 * (default: the page's own), `token` the contact token, as attribute or, better, as property, which is not reflected.
 * Parts: status, sentence, position, revision, notice, offer, as-of, pause. Emits `queue-status-change` with
 * `detail: {display, freshness}` at each change.
 */
export class QueueStatusElement extends Base {
  static readonly observedAttributes = ['url', 'token', 'lang']

  #view: StatusView | undefined
  #token: string | undefined
  #watch: Watch | undefined
  #leave: (() => void)[] = []
  #restarting = false
  #inSight = false
  #paused = false
  #waitedForDisplay = false
  #refused = false
  #shown: { content: StatusContent; display: Display | undefined } | undefined
  #announced: Announced | undefined
  #announceTimer: ReturnType<typeof setTimeout> | undefined

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
    this.#view ??= createStatusView(this.attachShadow({ mode: 'open' }), () => { this.paused = !this.paused })
    this.#render()
    this.#restart()
  }

  disconnectedCallback(): void {
    this.#stop()
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after) this.#restart()
  }

  /** Several attributes change together; one reconnect serves them all. */
  #restart(): void {
    if (this.#restarting || !this.isConnected) return
    this.#restarting = true
    queueMicrotask(() => {
      this.#restarting = false
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
      onState: ({ kind }) => {
        this.#refused = kind === 'refused'
        if (this.#refused) this.#render()
      },
    })
    this.#watch = watch
    const patience = setTimeout(() => {
      this.#waitedForDisplay = true
      this.#render()
    }, FIRST_DISPLAY_MS)
    this.#leave = [
      () => watch.close(),
      () => clearTimeout(patience),
      watch.subscribe((display, freshness) => {
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
    clearTimeout(this.#announceTimer)
    // Another contact's figure must not stand while this one's is awaited.
    this.#shown = undefined
    this.#announced = undefined
    this.#render()
  }

  #lang(): string | undefined {
    const lang = this.closest('[lang]')?.getAttribute('lang') ?? ''
    // What a page declares of itself is not the caller's fault here: the server then decides.
    return isLanguageTag(lang) ? lang : undefined
  }

  #render(): void {
    const view = this.#view
    if (view === undefined) return
    const display = this.#watch?.display
    const content = statusContent({ display, freshness: this.#watch?.freshness, refused: this.#refused, waitedForDisplay: this.#waitedForDisplay, lang: this.#lang() })
    const held = this.#paused && this.#shown !== undefined && !breaksPause(this.#shown.content, content)
    if (!held) {
      this.#speak(view, content)
      view.show(content)
      this.#shown = { content, display }
    }
    view.paused(this.#paused, this.#shown?.content.lang ?? content.lang, this.#shown?.display?.asOf)
    this.#tellShown()
  }

  /** Lets the coming text be spoken or not; a text that is kept quiet now is spoken when the quiet time is over. */
  #speak(view: StatusView, content: StatusContent): void {
    const next = { text: spokenText(content), state: content.state }
    const nowMs = performance.now()
    const announcement = paceAnnouncement(this.#announced, next, nowMs)
    clearTimeout(this.#announceTimer)
    view.speak(announcement.kind !== 'later')
    if (announcement.kind === 'now') this.#announced = { ...next, atMs: nowMs }
    if (announcement.kind !== 'later') return
    this.#announceTimer = setTimeout(() => {
      if (this.#paused) return
      this.#announced = { ...next, atMs: performance.now() }
      view.speak(true)
      view.repeat()
    }, announcement.atMs - nowMs)
  }

  /** Only what stands on the screen was shown. */
  #tellShown(): void {
    if (this.#inSight && this.#shown?.display !== undefined && this.#shown.display === this.#watch?.display) this.#watch.told('shown')
  }
}
