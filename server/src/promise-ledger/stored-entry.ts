import type { ChainEntry } from './chain/chain-entry.ts'

/** An entry without its payloads, as a store keeps it; which chain it is in follows from where it lies. */
export const entryJson = ({ n, log, atMs, prev, items, hash }: ChainEntry): string => JSON.stringify({ n, log, atMs, prev, items, hash })
export const entryFromJson = (book: string, text: string): ChainEntry => ({ book, ...(JSON.parse(text) as Omit<ChainEntry, 'book'>) })

export const bookOf = (center: string): string => `ledger:${center}`
export const payloadJson = ({ salt, text }: { salt: string; text: string }): string => `${salt}${text}`
/** A salt has 32 characters. */
export const payloadFromJson = (text: string): { salt: string; text: string } => ({ salt: text.slice(0, 32), text: text.slice(32) })
