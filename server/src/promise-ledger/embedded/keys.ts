/** Keys of the embedded ledger. Text order is order of time: numbers are padded. Neither centers nor contacts contain `/`. */
const pad = (value: number, width: number): string => String(value).padStart(width, '0')

export const headKey = (center: string): string => `head/${center}`
export const markKey = (partition: number): string => `mark/${partition}`
export const entryKey = (center: string, atMs: number, n: number): string => `entry/${center}/${pad(atMs, 15)}-${pad(n, 12)}`
/** Before every entry of this instant. */
export const entriesFrom = (center: string, atMs: number): string => `entry/${center}/${pad(Math.max(0, atMs), 15)}`
export const payloadKey = (center: string, n: number, index: number): string => `payload/${center}/${pad(n, 12)}/${pad(index, 6)}`
export const contactPrefix = (center: string, contact: string): string => `contact/${center}/${contact}/`
export const contactKey = (center: string, contact: string, n: number, index: number): string => `${contactPrefix(center, contact)}${pad(n, 12)}/${pad(index, 6)}`
export const rollupKey = (center: string, day: string, field: string): string => `rollup/${center}/${day}/${field}`
export const rollupsFrom = (center: string, day: string): string => `rollup/${center}/${day}/`
