import type { LedgerRow } from '../delivery/http/deps.ts'

/** Work on the event loop in one piece, milliseconds. */
const SLICE_MS = 4

/** The same rows, with the event loop let go every few milliseconds: reading months of evidence never delays a customer. */
export async function* slicedRows(rows: AsyncIterable<LedgerRow>, nowMs: () => number = () => performance.now()): AsyncGenerator<LedgerRow> {
  let begunMs = nowMs()
  for await (const row of rows) {
    yield row
    if (nowMs() - begunMs < SLICE_MS) continue
    await new Promise((resolve) => setImmediate(resolve))
    begunMs = nowMs()
  }
}
