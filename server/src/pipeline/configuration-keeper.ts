import { type CenterFact, type CenterFacts, rulesOf } from '../contact-center/index.ts'
import { failureOf } from './failure.ts'
import { configFault } from './folded-config.ts'
import type { PartitionNode } from './partition-node.ts'

/** Folding a configuration takes milliseconds; only against hanging on a store that went away. */
const FOLD_LIMIT_MS = 10_000
const RETRY_MS = 1_000

export interface KeeperDeps {
  /** The configured centers; asked again each time. */
  centers(): CenterFacts[]
  nodeOf(center: string): PartitionNode | undefined
  append(center: string, facts: CenterFact[]): Promise<string>
  /** No other node can follow this log. Where others may, rules rise with the next generation: one that does not know them is not ready then. */
  alone: boolean
  report(event: 'failed', detail: Record<string, string | number>): void
}

/** Brings this node's configuration into the log where it is newer, and says where it contradicts the log's. */
export class ConfigurationKeeper {
  #deps: KeeperDeps
  /** By center: how its configuration here contradicts the log's. */
  #faults = new Map<string, string>()
  /** Centers whose configuration the store did not take; until the log is seen to have it, or not to need it. */
  #missing = new Set<string>()
  #retry: NodeJS.Timeout | undefined
  #applying: Promise<void> = Promise.resolve()
  #closed = false

  constructor(deps: KeeperDeps) {
    this.#deps = deps
  }

  /** One sentence for each center whose configuration here is not what the log holds. */
  faults(): string[] {
    const missing = [...this.#missing].map((center) => `center ${center}: its configuration is not in the log yet; the store did not take it`)
    return [...this.#faults.values(), ...missing]
  }

  /** A configuration of this center was folded, perhaps another node's. */
  folded(center: string): void {
    const own = this.#deps.centers().find(({ id }) => id === center)
    if (own !== undefined) this.#judge(own)
  }

  /** Appends what is newer than the log's. Rejects where the store does not take it; it is tried again then. */
  apply(): Promise<void> {
    clearTimeout(this.#retry)
    const turn = this.#applying.then(() => this.#applyAll())
    this.#applying = turn.catch((error: unknown) => {
      if (this.#closed) return
      this.#deps.report('failed', { what: 'configuration', error: failureOf(error) })
      clearTimeout(this.#retry)
      this.#retry = setTimeout(() => this.apply().catch(() => undefined), RETRY_MS)
      this.#retry.unref()
    })
    return turn
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#retry)
  }

  async #applyAll(): Promise<void> {
    const own = this.#deps.centers()
    const ids = new Set(own.map(({ id }) => id))
    for (const id of this.#faults.keys()) if (!ids.has(id)) this.#faults.delete(id)
    for (const id of this.#missing) if (!ids.has(id)) this.#missing.delete(id)
    await Promise.all(own.map((center) => this.#applyOne(center)))
  }

  async #applyOne(own: CenterFacts): Promise<void> {
    const node = this.#deps.nodeOf(own.id)
    // A partition that stopped or has still to catch up cannot tell what the log holds.
    if (this.#closed || node === undefined || !node.caughtUp || !this.#judge(own)) return
    try {
      await node.whenFolded(await this.#deps.append(own.id, [{ kind: 'config', config: own }]), FOLD_LIMIT_MS)
    } catch (error) {
      this.#missing.add(own.id)
      throw error
    }
    this.#judge(own)
  }

  /** Notes a contradiction; true where the log lacks what is configured here. */
  #judge(own: CenterFacts): boolean {
    const fold = this.#deps.nodeOf(own.id)?.fold
    if (fold === undefined) return false
    const folded = fold.centers.get(own.id)?.live.config
    const fault = configFault(folded, own)
    if (fault === undefined) this.#faults.delete(own.id)
    else this.#faults.set(own.id, fault)
    const gaveUpAt = fold.givenUp.get(own.id)
    const meant = fault === undefined && (gaveUpAt === undefined || own.generation > gaveUpAt)
    const mayRaise = this.#deps.alone && folded?.generation === own.generation && rulesOf(folded) < rulesOf(own)
    // Without a fault one generation is one content.
    const lacking = meant && (folded === undefined || own.generation > folded.generation || mayRaise)
    if (!lacking) this.#missing.delete(own.id)
    return lacking
  }
}
