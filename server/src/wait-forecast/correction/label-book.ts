import type { OrderKey } from '../../contact-center/index.ts'
import { type Gone, GoneBook } from '../calibration/gone-book.ts'
import { type CorrectionRow, learnServed, learnVirtual, type PoolCorrection } from './pool-correction.ts'

/** What was forecast to one contact as it joined, where, and in which order it stands. */
export interface Forecasted { pool: string; key: OrderKey; atMs: number; row: CorrectionRow }

export interface LabelBookState { open: Forecasted[]; gone: Gone<Forecasted>[] }

const MOST_OPEN = 2_000
const LEAST_WAIT_MS = 500

/**
 * Forecasts made at joining until their outcome is known. Who was answered teaches at once; who gave up teaches the virtual
 * wait when the first of its pool who stood behind it is answered (also one who found somebody free: an agent was).
 */
export class LabelBook {
  readonly #open: Map<string, Forecasted>
  readonly #gone: GoneBook<Forecasted>

  constructor(state?: LabelBookState) {
    this.#open = new Map((state?.open ?? []).map((one) => [one.key.contact, one]))
    this.#gone = new GoneBook(state?.gone)
  }

  state(): LabelBookState { return { open: [...this.#open.values()], gone: this.#gone.state() } }

  note(one: Forecasted): void {
    if (this.#open.size < MOST_OPEN) this.#open.set(one.key.contact, one)
  }

  /** `key` was answered, from its line or at once. */
  answered(key: OrderKey, pool: string, atMs: number, correctionOf: (pool: string) => PoolCorrection): void {
    for (const one of this.#gone.provenBy(key, pool, atMs)) learnVirtual(correctionOf(pool), one.row, (atMs - one.atMs) / 1000)
    const one = this.#open.get(key.contact)
    if (!one) return
    this.#open.delete(key.contact)
    if (atMs - one.atMs >= LEAST_WAIT_MS) learnServed(correctionOf(one.pool), one.row, (atMs - one.atMs) / 1000)
  }

  gaveUp(contact: string, atMs: number): void {
    const one = this.#open.get(contact)
    if (!one) return
    this.#open.delete(contact)
    this.#gone.add({ key: one.key, pool: one.pool, leftMs: atMs, held: one })
  }

  /** It left in some other way: nothing is learned. */
  forget(contact: string): void { this.#open.delete(contact) }

  forgetAll(): void {
    this.#open.clear()
    this.#gone.forgetAll()
  }
}
