import { hash, randomFillSync } from 'node:crypto'

/** What a payload is hashed with; without the salt the hash says nothing of the payload. */
export interface Payload { salt: string; text: string }

/** One link of a chain. `items` are the salted hashes of its payloads, which lie apart: erasing one leaves the chain whole. */
export interface ChainEntry {
  /** Which chain: `ledger:<center>` or `events:<center>`. */
  book: string
  /** From 1, without a gap. */
  n: number
  /** Id of the log entry it stands for. */
  log: string
  /** Log time of that entry, epoch milliseconds. */
  atMs: number
  /** Hash of the entry before; `GENESIS` for the first. */
  prev: string
  items: readonly string[]
  hash: string
}

/** Where a chain stands: its newest entry. */
export interface ChainHead { n: number; hash: string; log: string }

/** A link with its payloads; `undefined` where one was erased. */
export interface ChainLine { entry: ChainEntry; payloads: readonly (Payload | undefined)[] }

export const GENESIS = '0'.repeat(64)
export const EMPTY_HEAD: ChainHead = { n: 0, hash: GENESIS, log: '0-0' }

const sha256 = (text: string): string => hash('sha256', text, 'hex')

/** SHA-256 over version, chain, number, log id, time, the hash before and the hashes of the payloads, as a JSON list. */
export const entryHash = ({ book, n, log, atMs, prev, items }: Omit<ChainEntry, 'hash'>): string => sha256(JSON.stringify([1, book, n, log, atMs, prev, items]))
/** SHA-256 over salt, line feed and the payload's JSON text. */
export const itemHash = ({ salt, text }: Payload): string => sha256(`${salt}\n${text}`)

/** A payload under a fresh salt of 128 bits. */
export const saltedPayload = (body: unknown): Payload => ({ salt: freshSalt(), text: JSON.stringify(body) })

const SALT_BYTES = 16
/** Drawn for many salts at once: each call for random bytes costs more than the rest of a payload. Every byte is used once. */
const random = Buffer.alloc(SALT_BYTES * 256)
let used = random.length

function freshSalt(): string {
  if (used === random.length) {
    randomFillSync(random)
    used = 0
  }
  used += SALT_BYTES
  return random.toString('hex', used - SALT_BYTES, used)
}

/** The next link after `head`. */
export function nextEntry(book: string, head: ChainHead, at: { log: string; atMs: number }, payloads: readonly Payload[]): ChainEntry {
  const open = { book, n: head.n + 1, log: at.log, atMs: at.atMs, prev: head.hash, items: payloads.map(itemHash) }
  return { ...open, hash: entryHash(open) }
}

export const headOf = ({ n, hash, log }: ChainEntry): ChainHead => ({ n, hash, log })
