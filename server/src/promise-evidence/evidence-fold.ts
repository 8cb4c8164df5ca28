import type { CenterFact, Changes, ContactCenterFold, StateSheet } from '../contact-center/index.ts'
import type { DisplayFold } from '../display-policy/index.ts'
import { contactEvidence } from './contact-evidence.ts'
import type { EvidenceItem, HourFacts } from './evidence-item.ts'
import { MeasureBook, type MeasureBookSnapshot } from './measure-book.ts'
import { ToldBook, type ToldBookSnapshot } from './told-book.ts'

const SWEEP_EVERY_MS = 60_000
/** An erased contact leaves nothing for this long, so that its late events do not bring it back. */
const ERASED_KEPT_MS = 24 * 3_600_000

interface EvidenceSnapshot {
  v: 1
  told: ToldBookSnapshot
  measure: MeasureBookSnapshot
  late: string[]
  erased: [string, number][]
  sweptAtMs: number
  items: EvidenceItem[]
}

/** What the evidence fold reads of its center. */
export interface EvidenceScene { display: DisplayFold; live: ContactCenterFold; seq: number }

/** Collects what the ledger keeps of one center. Deterministic like the folds it reads. */
export class EvidenceFold {
  #told: ToldBook
  #measure: MeasureBook
  /** Settled contacts of which a receipt came late. */
  #late: Set<string>
  #erased: Map<string, number>
  #sweptAtMs: number
  #items: EvidenceItem[]

  constructor(from?: EvidenceSnapshot, sheets?: ReadonlyMap<string, string>) {
    this.#told = new ToldBook(from?.told, sheets)
    this.#measure = new MeasureBook(from?.measure)
    this.#late = new Set(from?.late)
    this.#erased = new Map(from?.erased)
    this.#sweptAtMs = from?.sweptAtMs ?? 0
    this.#items = from?.items ?? []
  }

  /** Takes the changes of one step, after display policy took them. `shown`: contacts whose figure may have changed. */
  observe(changes: Changes, { live }: EvidenceScene): void {
    this.#told.observe(changes)
    this.#measure.observe(changes, live)
  }

  touched(contacts: Iterable<string>, scene: EvidenceScene): void {
    for (const contact of contacts) if (!this.#erased.has(contact)) this.#told.touched(contact, scene)
  }

  /** Contacts that are settled in this step, and those that are forgotten; after everything else of it. */
  settle(changes: Changes, { live }: EvidenceScene): void {
    for (const settled of changes.settledContacts) {
      const { id } = settled.view
      if (this.#erased.has(id)) continue
      this.#late.delete(id)
      this.#items.push({ kind: 'contact', contact: id, correction: settled.correction, evidence: contactEvidence(settled, this.#told.of(id), live.config) })
      this.#told.rest(id)
    }
    for (const contact of changes.forgotten) this.#told.forget(contact)
  }

  /** Facts that the contact center passes over. */
  apply(fact: CenterFact, atMs: number, scene: EvidenceScene): void {
    if (fact.kind === 'receipt') {
      const contact = this.#erased.has(fact.contact) ? undefined : this.#told.receipt(fact, atMs, scene)
      if (contact !== undefined && scene.live.settledContact(contact) !== undefined) this.#late.add(contact)
    } else if (fact.kind === 'totals') {
      this.#items.push({ kind: 'totals', totals: fact.totals.map((totals) => ({ ...totals, receivedAtMs: fact.receivedAtMs })) })
    } else if (fact.kind === 'erase') {
      this.#told.forget(fact.contact)
      this.#late.delete(fact.contact)
      this.#erased.set(fact.contact, atMs)
      this.#items = this.#items.filter((item) => item.kind !== 'contact' || item.contact !== fact.contact)
      this.#items.push({ kind: 'erase', contact: fact.contact, by: fact.by })
    }
  }

  needsTick(secondMs: number): boolean {
    return this.#late.size > 0 || this.#measure.needsTick(secondMs)
  }

  tick(secondMs: number, { live }: EvidenceScene): void {
    for (const contact of this.#late) {
      const settled = live.settledContact(contact)
      if (settled === undefined) continue
      this.#items.push({ kind: 'contact', contact, correction: true, evidence: contactEvidence(settled, this.#told.of(contact), live.config) })
      this.#told.rest(contact)
    }
    this.#late.clear()
    const facts = this.#measure.tick(secondMs, live)
    if (facts !== undefined) this.#items.push({ kind: 'hour', facts })
    if (secondMs - this.#sweptAtMs < SWEEP_EVERY_MS) return
    this.#sweptAtMs = secondMs
    for (const [contact, atMs] of this.#erased) if (atMs < secondMs - ERASED_KEPT_MS && live.contact(contact) === undefined) this.#erased.delete(contact)
  }

  /** The hour that runs, as it would stand in the ledger if it were over now. */
  hourSoFar(nowMs: number, { live }: Pick<EvidenceScene, 'live'>): HourFacts | undefined {
    return this.#measure.soFar(nowMs, live)
  }

  /** What came for the ledger since the last call. */
  take(): EvidenceItem[] {
    const items = this.#items
    if (items.length > 0) this.#items = []
    return items
  }

  /** The whole state for whoever writes it down: `json` at once, it shares parts with the state; what is large as sheets beside it. */
  parts(): { json: EvidenceSnapshot; sheets: StateSheet[] } {
    const { json: told, sheets } = this.#told.parts()
    const json: EvidenceSnapshot = {
      v: 1, told, measure: this.#measure.toJSON(), late: [...this.#late], erased: [...this.#erased], sweptAtMs: this.#sweptAtMs,
      items: this.#items,
    }
    return { json, sheets }
  }
}

/**
 * A fold that goes on exactly as the one that was written down; an empty one for a snapshot that is older than evidence. Nobody else
 * may hold the snapshot, such as one that was just parsed: its parts become the fold's.
 */
export function adoptEvidenceFold(json: unknown, sheets: ReadonlyMap<string, string>): EvidenceFold {
  if (json === undefined) return new EvidenceFold()
  const kept = json as EvidenceSnapshot
  if (kept.v !== 1) throw new Error(`the evidence snapshot has version ${String(kept.v)}; this version reads 1: fold from an older round`)
  return new EvidenceFold(kept, sheets)
}
