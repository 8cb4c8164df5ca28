/** Keys in Redis; the partition is the hash tag, as everywhere. */
export const markKey = (partition: number): string => `{${partition}}:ledger-mark`
const of = (partition: number, center: string): string => `{${partition}}:ledger:${center}`
export const headKey = (partition: number, center: string): string => `${of(partition, center)}:head`
/** A stream with ids `<log time>-<n>`. */
export const entriesKey = (partition: number, center: string): string => `${of(partition, center)}:entries`
/** Hash of a day (UTC): `n/index` → payload. */
export const payloadsKey = (partition: number, center: string, day: string): string => `${of(partition, center)}:payloads:${day}`
/** Hash of a day (UTC): contact → `n/index/ms n/index/ms …`. */
export const contactsKey = (partition: number, center: string, day: string): string => `${of(partition, center)}:contacts:${day}`
/** Sorted set of days (UTC) that have payloads. */
export const daysKey = (partition: number, center: string): string => `${of(partition, center)}:days`
/** Hash of a local day: `queue|figure` → number. */
export const rollupKey = (partition: number, center: string, day: string): string => `${of(partition, center)}:rollup:${day}`
