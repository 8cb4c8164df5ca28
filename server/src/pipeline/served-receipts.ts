import type { CenterFact } from '../contact-center/index.ts'

/** How long a receipt may wait for others; less than a log on a disk takes to keep one. */
const WAIT_MS = 20

export interface ServedReceiptsDeps {
  append(center: string, receipts: CenterFact[]): Promise<unknown>
  /** Runs once after so many milliseconds; returns how to call it off. */
  after(delayMs: number, run: () => void): () => void
  lost(center: string, error: unknown): void
}

/** Receipts of first displays on their way to the log. */
export interface ServedReceipts {
  note(center: string, receipt: CenterFact): void
  /** Sends what waits, before anything that must stand behind it in the log. */
  flush(): void
}

/**
 * When thousands connect, their receipts come one by one; an entry each would cost more than all of their displays. Nobody waits for
 * them: a lost one only means that a bound binds later.
 */
export function createServedReceipts({ append, after, lost }: ServedReceiptsDeps): ServedReceipts {
  let waiting = new Map<string, CenterFact[]>()
  let cancel: (() => void) | undefined

  function flush(): void {
    if (cancel === undefined) return
    cancel()
    cancel = undefined
    const sent = waiting
    waiting = new Map()
    for (const [center, receipts] of sent) append(center, receipts).catch((error: unknown) => lost(center, error))
  }

  return {
    flush,
    note(center, receipt) {
      const receipts = waiting.get(center)
      if (receipts === undefined) waiting.set(center, [receipt])
      else receipts.push(receipt)
      cancel ??= after(WAIT_MS, flush)
    },
  }
}
