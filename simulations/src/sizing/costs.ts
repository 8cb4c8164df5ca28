import type { BenchRow } from '../bench/bench-row.ts'

/** Figures of `bench-sustained`, by the words in its table. */
export const SUSTAINED = {
  settled: 'settling of a contact that ended, with its evidence',
  redisSettled: 'Redis for a settled contact, appendfsync always',
  redisOut: 'bytes out of Redis for an event, to one node',
  redisMemory: 'memory of Redis for an event',
  waiting: 'memory of a node for a contact that waits',
  connect: 'connect, with token check and first display',
  customer: 'memory of a node for a connected customer',
  delivery: 'a delivered display, with what it took to compute it',
  deliveryBytes: 'bytes of a delivered display',
} as const

/** Figures of `bench-center`: of an event in a center at work, whose contacts have six each. */
export const CENTER = {
  event: 'an event of a center at work, with all that it leads to',
  redisEvent: 'Redis for such an event, appendfsync always',
  redisIn: 'bytes into Redis for such an event',
} as const

/** The figure of `bench-ledger`. */
export const LEDGER = 'memory of Redis for the evidence of a contact that ended'

/**
 * What one of each costs: CPU in microseconds, the rest in bytes. `ended`: memory of a node for a contact that ended within the hour;
 * `ledger`: memory of Redis for its evidence, for as many days as the store keeps it.
 */
export type Costs = Record<keyof typeof SUSTAINED | keyof typeof CENTER | 'ended' | 'ledger', number>
type Rows = readonly Pick<BenchRow, 'figure' | 'value'>[]

/** The measured costs out of the rows of three benches, and what the soak measured of an ended contact. Throws an Error naming a figure that is not there. */
export function readCosts({ center, sustained, ledger, soak }: { center: Rows; sustained: Rows; ledger: Rows; soak: { bytesPerKept: number } }): Costs {
  const readFrom = (name: string, rows: Rows) => (figure: string): number => {
    const value = rows.find((row) => row.figure === figure)?.value
    if (value === undefined || !(value > 0)) throw new Error(`bench-${name} has no figure above 0 for "${figure}"; run npm run bench -- --name ${name}`)
    return value
  }
  const allOf = (name: string, figures: Readonly<Record<string, string>>, rows: Rows) => Object.entries(figures).map(([key, figure]) => [key, readFrom(name, rows)(figure)] as const)
  if (!(soak.bytesPerKept > 0)) throw new Error('soak.json has no bytesPerKept above 0; run npm run soak')
  return {
    ...Object.fromEntries([...allOf('center', CENTER, center), ...allOf('sustained', SUSTAINED, sustained)]), ended: soak.bytesPerKept, ledger: readFrom('ledger', ledger)(LEDGER),
  } as Costs
}
