import { textTable } from '../text-table/index.ts'
import type { Costs } from './costs.ts'
import { carried, layoutFor, type Load } from './size.ts'

const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(2)} GB`
const megabits = (bytesPerSecond: number): string => `${(bytesPerSecond * 8 / 1e6).toFixed(1)} Mb/s`
const whole = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 })

/** The layouts of these loads and what fills up first in each. */
export function sizingText(loads: readonly Load[], costs: Costs): string {
  const rows = loads.map((load) => {
    const layout = layoutFor(load, costs)
    return { load, layout, is: carried(load, layout, costs) }
  })
  return textTable(rows, [
    { head: 'load', cell: ({ load }) => load.name },
    { head: 'events/s', cell: ({ load }) => whole(load.eventsPerSecond) },
    { head: 'ended/s', cell: ({ load }) => whole(load.endedPerSecond) },
    { head: 'waiting and connected', cell: ({ load }) => whole(load.connected) },
    { head: 'groups × nodes', cell: ({ layout }) => `${layout.groups} × ${layout.nodesPerGroup}` },
    { head: 'core of a node', cell: ({ is }) => is.nodeCores.toFixed(2) },
    { head: 'of it fold', cell: ({ is }) => is.nodeFoldCores.toFixed(2) },
    { head: 'memory of a node', cell: ({ is }) => gigabytes(is.nodeBytes) },
    { head: 'Redis masters', cell: ({ layout }) => layout.redisMasters },
    { head: 'core of a master', cell: ({ is }) => is.redisCores.toFixed(2) },
    { head: 'memory of a master', cell: ({ is }) => gigabytes(is.redisBytes) },
    { head: 'of it evidence', cell: ({ is, load }) => `${gigabytes(is.redisLedgerBytes)} (${load.storeDays} days)` },
    { head: 'a master gets', cell: ({ is }) => megabits(is.redisInBytesPerSecond) },
    { head: 'a master sends', cell: ({ is }) => megabits(is.redisOutBytesPerSecond) },
    { head: 'to customers', cell: ({ is }) => megabits(is.customerBytesPerSecond) },
    { head: 'fills up first', cell: ({ is }) => `${is.first.part} (${(is.first.share * 100).toFixed(0)} %)` },
  ])
}
