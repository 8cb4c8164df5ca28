import type { CenterFact, CenterFacts, Changes, ContactCenterFold, LogInstant, StateSheet } from '../contact-center/index.ts'
import { adoptContactCenter, createContactCenter } from '../contact-center/index.ts'
import type { DisplayFold } from '../display-policy/index.ts'
import { createDisplayFold, restoreDisplayFold } from '../display-policy/index.ts'
import { adoptEvidenceFold, EvidenceFold, type EvidenceItem, type EvidenceScene, type HourFacts } from '../promise-evidence/index.ts'
import type { Learning, PoolForecast, WaitAtPlace } from '../wait-forecast/index.ts'
import type { AddedCharter } from './charter-book.ts'
import { adoptLearning, createLearning, readPortableLearning, restoreLearning } from '../wait-forecast/index.ts'

/** The version of what the pure rooms compute and keep; a snapshot carries it, and a version reads its predecessor's. */
export const FOLD_VERSION = 5
/** So long after a pool was touched a center gets its ticks though nobody waits: a curve that nobody renews must be seen to grow old. */
const RESTLESS_MS = 6_000

/** What delivery must look at again after a fold. */
export interface Touched { contacts: Set<string>; queues: Set<string> }

interface CenterSnapshot { v: number; contactCenter: unknown; learning: unknown; display: unknown; restlessUntilMs: number; evidence?: unknown; charters?: AddedCharter[] }

/** A center as a snapshot round holds it: a body, and what is large beside it. */
export interface CenterChunks { body: string; sheets: StateSheet[] }
/** `sheets`: texts by name. */
export interface RestoredCenter { body: string; sheets: ReadonlyMap<string, string> }

/** The snapshot was written by another version than this one reads. */
export class OtherFoldVersion extends Error {
  override name = 'OtherFoldVersion'
}

/**
 * The arrow of one center: facts → contact center → learning → promises. The same object runs in the server, in the
 * simulations and in the backtest; nothing in it knows where its facts come from.
 */
export class CenterFold {
  readonly live: ContactCenterFold
  #learning: Learning
  readonly display: DisplayFold
  readonly #evidence: EvidenceFold
  /** Charters added while the server ran; another array whenever one is. */
  charters: readonly AddedCharter[] = []
  /** Ordinal of the log entry that is folded: displays from it on show what it changed. */
  seq = 0
  #touched: Touched = { contacts: new Set(), queues: new Set() }
  #restlessUntilMs: number

  private constructor(live: ContactCenterFold, learning: Learning, display: DisplayFold, restlessUntilMs: number, evidence: EvidenceFold) {
    this.live = live
    this.#learning = learning
    this.display = display
    this.#restlessUntilMs = restlessUntilMs
    this.#evidence = evidence
  }

  static create(config: CenterFacts): CenterFold {
    return new CenterFold(createContactCenter(config), createLearning(), createDisplayFold(), 0, new EvidenceFold())
  }

  /** Throws OtherFoldVersion where a version wrote the snapshot that this one cannot read, another error where it is damaged. */
  static restore({ body, sheets }: RestoredCenter): CenterFold {
    const kept = JSON.parse(body) as CenterSnapshot
    if (kept.v !== FOLD_VERSION && kept.v !== FOLD_VERSION - 1) throw new OtherFoldVersion(`the snapshot has fold version ${kept.v}, this node reads ${FOLD_VERSION - 1} and ${FOLD_VERSION}`)
    const fold = new CenterFold(
      adoptContactCenter(kept.contactCenter, sheets), restoreLearning(kept.learning), restoreDisplayFold(kept.display, sheets), kept.restlessUntilMs,
      adoptEvidenceFold(kept.evidence, sheets),
    )
    fold.charters = kept.charters ?? []
    return fold
  }

  /** Of the sheets those are needed again that changed since the last snapshot; they can be lent until the fold goes on. */
  snapshot(): CenterChunks {
    const [center, display, evidence] = [this.live.parts(), this.display.parts(), this.#evidence.parts()]
    const kept: CenterSnapshot = {
      v: FOLD_VERSION, contactCenter: center.json, learning: this.learning.toJSON(), display: display.json,
      restlessUntilMs: this.#restlessUntilMs, evidence: evidence.json, ...(this.charters.length === 0 ? {} : { charters: [...this.charters] }),
    }
    return { body: JSON.stringify(kept), sheets: [...center.sheets, ...display.sheets, ...evidence.sheets] }
  }

  get learning(): Learning { return this.#learning }

  apply(fact: CenterFact, at: LogInstant): void {
    this.live.apply(fact, at)
    if (fact.kind === 'charter') this.charters = [...this.charters, { body: fact.body, recordedAtMs: fact.recordedAtMs }]
    // A learning that cannot be read breaks this step alone: the center is mended without it.
    if (fact.kind === 'learning') this.#learning = adoptLearning(this.#learning, readPortableLearning(fact.learning))
    this.#pass()
    if (fact.kind === 'receipt') {
      this.display.receipt(fact.contact, fact.level, this.live)
      this.#collectDisplay()
    }
    this.#evidence.apply(fact, at.ms, this.#scene)
  }

  forecast(pool: PoolForecast): void {
    this.display.forecast(pool, this.live)
    this.#pass()
  }

  tick(secondMs: number): void {
    this.live.tick(secondMs)
    this.#pass()
    this.display.tick(secondMs, this.live)
    this.#collectDisplay()
    this.#evidence.tick(secondMs, this.#scene)
  }

  outage(gapMs: number, nowMs: number): void {
    this.live.outage(gapMs, nowMs)
    this.#pass()
  }

  /** Whether a tick at this second may change anything. */
  needsTick(secondMs: number): boolean {
    return secondMs <= this.#restlessUntilMs || this.live.needsTick(secondMs) || this.#evidence.needsTick(secondMs)
  }

  /** The hour that runs, as it would stand in the ledger if it were over at this log time. */
  hourSoFar(nowMs: number): HourFacts | undefined {
    return this.#evidence.hourSoFar(nowMs, { live: this.live })
  }

  /** What came for the ledger since the last call. */
  takeEvidence(): EvidenceItem[] {
    return this.#evidence.take()
  }

  get #scene(): EvidenceScene {
    return { display: this.display, live: this.live, seq: this.seq }
  }

  takeTouched(): Touched {
    const touched = this.#touched
    if (touched.contacts.size > 0 || touched.queues.size > 0) this.#touched = { contacts: new Set(), queues: new Set() }
    return touched
  }

  readonly #said = (contact: string): WaitAtPlace | undefined => {
    const raw = this.display.raw(contact, this.live)
    return raw.known ? raw.wait : undefined
  }

  /** Hands what one step changed down the arrow. */
  #pass(): void {
    const changes: Changes = this.live.takeChanges()
    if (changes.pools.size > 0) this.#restlessUntilMs = this.live.nowMs + RESTLESS_MS
    this.learning.observe(changes, this.live, this.live.nowMs)
    this.display.observe(changes, this.live)
    this.#evidence.observe(changes, this.#scene)
    this.learning.listen(this.live, this.live.nowMs, this.#said)
    for (const contact of changes.contacts) this.#touched.contacts.add(contact)
    for (const queue of changes.queues) this.#touched.queues.add(queue)
    this.#collectDisplay()
    this.#evidence.settle(changes, this.#scene)
  }

  #collectDisplay(): void {
    const { contacts, queues } = this.display.takeTouched()
    this.#evidence.touched(contacts, this.#scene)
    for (const contact of contacts) this.#touched.contacts.add(contact)
    for (const queue of queues) this.#touched.queues.add(queue)
  }
}
