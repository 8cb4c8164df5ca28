import type { BasedOn, Revision } from '@queuecast/client-sdk/protocol'
import { type CenterFacts, type Changes, type ContactView, type LiveCenter, type Paged, PagedMap, rowsOnPages, type StateSheet } from '../contact-center/index.ts'
import { sayDisplay } from '../delivery/wording/index.ts'
import { BOUND_SHARE, type DisplayFold, type Figure } from '../display-policy/index.ts'
import type { KeptTold } from './evidence-item.ts'
import { RestingTellings } from './resting-tellings.ts'
import { asEvidence, NO_WAY, reach, type Receipt, tell, type Telling, type Told, toldAt } from './telling.ts'
import { tellingFromText, tellingText } from './telling-text.ts'

/** What the book looks at; `seq` is the ordinal of the log entry that is folded. */
export interface Scene { display: DisplayFold; live: LiveCenter; seq: number }
/** As text once the contact is settled. */
type TellingJson = Telling | string
/** `tellings`: those that are on no sheet. */
export interface ToldBookSnapshot { tellings: [string, TellingJson][]; answered: [string, number][] }
interface KeptTelling extends Telling, Paged { watchedFrom: number | undefined }

const SHEET_PREFIX = 'tellings-'

/** Quantiles are kept to a tenth of a second: they explain a bound and are not judged. */
const tenths = (seconds: number): number => Math.round(seconds * 10) / 10

/** What every contact was told: the first bound and each revision, and how far each got (LE4 to LE7). */
export class ToldBook {
  readonly #tellings = new PagedMap<KeptTelling>()
  /** Of contacts that are settled: as small as what is kept of themselves, for as long as nobody needs it. */
  readonly #resting = new RestingTellings()
  /** Contacts answered so far, by queue. */
  #answered: Map<string, number>

  constructor(from: ToldBookSnapshot = { tellings: [], answered: [] }, sheets: ReadonlyMap<string, string> = new Map()) {
    for (const [contact, telling] of [...rowsOnPages<TellingJson>(SHEET_PREFIX, sheets), ...from.tellings]) {
      if (typeof telling === 'string') this.#resting.add(contact, telling)
      else this.#tellings.add(contact, keptOf(telling))
    }
    this.#answered = new Map(from.answered)
  }

  /** Who was answered, and so who was served before whom; before anything new is told. */
  observe(changes: Changes): void {
    for (const { contact, queue, outcome } of changes.departed) {
      if (outcome !== 'answered' && outcome !== 'callback-reached') continue
      const answered = this.#answered.get(queue) ?? 0
      const telling = this.#open(contact)
      if (telling !== undefined) this.#tellings.changes(telling)
      for (const told of telling?.items ?? []) if (told.queue === queue) told.servedBefore ??= answered - told.answeredUntil
      this.#answered.set(queue, answered + 1)
    }
  }

  /** A contact whose figure may have changed: its first bound is noted, and once it is watched each new promise. */
  touched(contact: string, scene: Scene): void {
    const known = this.#open(contact)
    if (known !== undefined && known.watchedFrom === undefined) return
    const view = scene.live.contact(contact)
    if (view === undefined || view.id !== contact || view.kind !== 'customer') return
    const promise = scene.display.promiseOf(contact)
    if (promise === undefined || known?.items.at(-1)?.promiseMadeAtMs === promise.madeAtMs) return
    const watched = scene.display.isWatched(contact)
    const telling = known ?? this.#begin(contact)
    this.#tellings.changes(telling)
    if (watched) telling.watchedFrom ??= telling.items.length
    // In the language of the first display; a client that asked for another since was told the same in that.
    tell(telling, watched ? this.#shown(view, scene, telling.items.findLast(({ language }) => language !== undefined)?.language) : this.#computed(view, scene))
  }

  /** A receipt in the log; true where it tells something new of a contact. */
  receipt(receipt: Receipt, atMs: number, scene: Scene): string | undefined {
    const view = scene.live.contact(receipt.contact)
    if (view === undefined || view.kind !== 'customer') return undefined
    const telling = this.#open(view.id) ?? this.#begin(view.id)
    this.#tellings.changes(telling)
    if (telling.watchedFrom === undefined) this.#watch(telling, receipt, view, scene)
    else this.#alsoOwed(telling, receipt, scene)
    const told = toldAt(telling, receipt.seq)
    return told !== undefined && reach(told, receipt, atMs) ? view.id : undefined
  }

  of(contact: string): KeptTold[] {
    const kept = this.#tellings.get(contact) ?? this.#resting.get(contact)
    const telling = typeof kept === 'string' ? tellingFromText(kept) : kept
    return telling?.items.map(asEvidence) ?? []
  }

  forget(contact: string): void {
    this.#tellings.delete(contact)
    this.#resting.delete(contact)
  }

  /** Settled: from now on it is text. */
  rest(contact: string): void {
    const telling = this.#tellings.get(contact)
    if (telling === undefined) return
    this.#tellings.delete(contact)
    this.#resting.add(contact, tellingText(telling))
  }

  /** For whoever writes it down: it shares what was told with the book. */
  parts(): { json: ToldBookSnapshot; sheets: StateSheet[] } {
    const open = this.#tellings.parts(SHEET_PREFIX, jsonOf)
    const resting = this.#resting.parts(SHEET_PREFIX)
    // In one order whatever came to rest before a restart or after: a snapshot is the same on each node.
    const tellings = [...resting.rows, ...open.rows].sort(([a], [b]) => (a < b ? -1 : 1))
    return { json: { tellings, answered: [...this.#answered] }, sheets: [...resting.sheets, ...open.sheets] }
  }

  /** To be changed: no text any more. Those that are open are few, and looked for first. */
  #open(contact: string): KeptTelling | undefined {
    const open = this.#tellings.get(contact)
    const text = open === undefined ? this.#resting.get(contact) : undefined
    if (text === undefined) return open
    const telling = keptOf(tellingFromText(text))
    this.#resting.delete(contact)
    this.#tellings.add(contact, telling)
    return telling
  }

  #begin(contact: string): KeptTelling {
    const telling = keptOf({ items: [] })
    this.#tellings.add(contact, telling)
    return telling
  }

  /** The first display was served: what it said binds, and so does what was computed since. */
  #watch(telling: Telling, { figures, seq }: Receipt, view: ContactView, scene: Scene): void {
    const now = this.#shown(view, scene, figures?.language)
    const promise = scene.display.promiseOf(view.id)
    const last = telling.items.at(-1)
    if (figures === undefined || (promise !== undefined && promise.madeAtMs <= figures.asOfMs)) {
      const told: Told = figures === undefined ? now : { ...now, ...servedFields(figures), seq }
      // The bound that was noted at joining is the one that was served.
      if (last !== undefined && last.promiseMadeAtMs === told.promiseMadeAtMs && told.promiseMadeAtMs !== 0) telling.items.pop()
      telling.watchedFrom = telling.items.length
      tell(telling, told)
      return
    }
    // The fold went on between the display and this entry: the promise that the display showed is not known any more, its words are.
    const { deadlineMs: _deadline, ...rest } = now
    const deadline = figures.boundSeconds === undefined ? {} : { deadlineMs: figures.asOfMs + figures.boundSeconds * 1000 }
    telling.watchedFrom = telling.items.length
    tell(telling, { ...rest, ...servedFields(figures), ...deadline, seq, promiseMadeAtMs: 0 })
    if (promise !== undefined) tell(telling, now)
  }

  /** A display that fulfils a duty none before did: a callback offered after minutes of waiting. It says nothing new of the wait. */
  #alsoOwed(telling: Telling, { level, figures, seq }: Receipt, scene: Scene): void {
    const known = new Set(telling.items.flatMap(({ duties = [] }) => duties.map(({ kind }) => kind)))
    if (level !== 'served' || figures?.duties === undefined || figures.duties.every(({ kind }) => known.has(kind))) return
    const { asOfMs, duties, sentence, language, queue } = figures
    tell(telling, {
      ...this.#head(queue, telling.items.at(-1)?.promiseMadeAtMs ?? 0, scene), atMs: asOfMs, seq, duties,
      ...(sentence === undefined ? {} : { text: sentence }), ...(language === undefined ? {} : { language }),
    })
  }

  /** What the display says now, with its words where the language is known. */
  #shown(view: ContactView, { display, live, seq }: Scene, said: string | undefined): Told {
    const figure = display.figure(view.id, live)
    const promise = display.promiseOf(view.id)
    const queue = figure.queue
    const language = said ?? view.language
    const notices = queue === undefined ? [] : live.notices(queue).map(({ notice }) => notice)
    return {
      ...this.#head(queue, promise?.madeAtMs ?? 0, { live, seq }),
      ...(figure.position === undefined ? {} : { position: figure.position }), ...(figure.positionFirm === undefined ? {} : { positionFirm: figure.positionFirm }),
      ...(figure.wait.known && promise !== undefined
        ? { boundSeconds: figure.wait.boundSeconds, deadlineMs: promise.deadlineMs, share: figure.wait.share, basedOn: figure.wait.basedOn,
            p50Seconds: tenths(figure.wait.p50Seconds), p90Seconds: tenths(figure.wait.p90Seconds) }
        : {}),
      ...(figure.revision === undefined ? {} : { revision: revisionOf(figure.revision) }),
      ...(notices.length === 0 ? {} : { notices }),
      ...(language === undefined ? {} : { language }), ...(said === undefined ? {} : { text: wordsOf(figure, said, live.config) }),
    }
  }

  /** What would be said if anyone asked, also where the queue tells nothing yet. */
  #computed(view: ContactView, { display, live, seq }: Scene): Told {
    const raw = display.raw(view.id, live)
    const promise = display.promiseOf(view.id)
    // Field after field, since every contact that joins leaves one: spreads would give each a hidden class of its own.
    const told = this.#head('queues' in view.phase ? view.phase.queues[0] : undefined, promise?.madeAtMs ?? 0, { live, seq })
    if (raw.position !== undefined) told.position = raw.position
    if (raw.known && promise !== undefined) {
      told.boundSeconds = raw.boundSeconds
      told.deadlineMs = promise.deadlineMs
      told.share = BOUND_SHARE
      told.p50Seconds = tenths(raw.wait.p50Seconds)
      told.p90Seconds = tenths(raw.wait.p90Seconds)
    }
    return told
  }

  #head(queue: string | undefined, promiseMadeAtMs: number, { live, seq }: { live: LiveCenter; seq: number }): Told {
    const answeredUntil = queue === undefined ? 0 : this.#answered.get(queue) ?? 0
    const told: Told = { atMs: live.nowMs, levelAtMs: {}, via: NO_WAY, seq, promiseMadeAtMs, answeredUntil }
    if (queue !== undefined) told.queue = queue
    return told
  }
}

const keptOf = ({ items, watchedFrom }: Telling): KeptTelling => ({ items, watchedFrom, page: 0 })
const jsonOf = ({ items, watchedFrom }: KeptTelling): Telling => (watchedFrom === undefined ? { items } : { items, watchedFrom })

function wordsOf(figure: Figure, language: string, { languages, timeZone }: CenterFacts): string {
  const { sentence, revision } = sayDisplay(figure, language, { centerLanguages: languages, timeZone })
  return revision === undefined ? sentence : `${sentence} ${revision}`
}

const revisionOf = ({ fromSeconds, toSeconds, reason }: Revision): NonNullable<KeptTold['revision']> =>
  ({ fromSeconds, toSeconds, ...(reason === undefined ? {} : { reason }) })

const BASED_ON: readonly string[] = ['queue-length', 'throughput', 'last-to-enter-service', 'other'] satisfies BasedOn[]

function servedFields({ asOfMs, basedOn, sentence, ...figures }: NonNullable<Receipt['figures']>): Partial<KeptTold> & { atMs: number } {
  return {
    atMs: asOfMs, ...figures, ...(sentence === undefined ? {} : { text: sentence }),
    ...(basedOn !== undefined && BASED_ON.includes(basedOn) ? { basedOn: basedOn as BasedOn } : {}),
  }
}
