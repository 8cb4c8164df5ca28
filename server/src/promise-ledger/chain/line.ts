import * as z from 'zod'
import type { ChainEntry, ChainLine, Payload } from './chain-entry.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const lineSchema = z.strictObject({
  v: z.literal(1), book: z.string(), n: z.int().min(1), log: z.string().regex(/^\d{1,15}-\d{1,20}$/), at: z.iso.datetime(), prev: hash, items: z.array(hash), hash,
  payloads: z.array(z.strictObject({ salt: z.string().regex(/^[0-9a-f]{32}$/), body: z.unknown() }).nullable()),
})
const sealSchema = z.strictObject({ seal: z.strictObject({
  v: z.literal(1), book: z.string(), day: z.iso.date(), entries: z.int().min(0), first: z.int().min(0), last: z.int().min(0), previous: hash, head: hash,
}) })

/** The last line of a sealed day: what the day holds, and the head of the chain at its end. */
export interface Seal { v: 1; book: string; day: string; entries: number; first: number; last: number; previous: string; head: string }

export type FileLine = { kind: 'entry'; line: ChainLine } | { kind: 'seal'; seal: Seal }

/** One line of a file, without its line feed. There is exactly one text for one line, so that no byte of it can change unseen. */
export function lineText({ entry, payloads }: ChainLine): string {
  const { book, n, log, atMs, prev, items, hash: own } = entry
  const head = JSON.stringify({ v: 1, book, n, log, at: new Date(atMs).toISOString(), prev, items, hash: own })
  return `${head.slice(0, -1)},"payloads":[${payloads.map(payloadText).join(',')}]}`
}

const payloadText = (payload: Payload | undefined): string => (payload === undefined ? 'null' : `{"salt":"${payload.salt}","body":${payload.text}}`)

export const sealText = ({ v, book, day, entries, first, last, previous, head }: Seal): string =>
  JSON.stringify({ seal: { v, book, day, entries, first, last, previous, head } })

/** Reads a line; a text says what is wrong with it. */
export function parseLine(text: string): FileLine | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'it is not JSON'
  }
  const seal = sealSchema.safeParse(value)
  if (seal.success) return sealText(seal.data.seal) === text ? { kind: 'seal', seal: seal.data.seal } : 'it is not written as this program writes it'
  const parsed = lineSchema.safeParse(value)
  if (!parsed.success) return `${parsed.error.issues[0]?.path.join('.') ?? ''} ${parsed.error.issues[0]?.message ?? 'is not valid'}`.trim()
  const { v: _version, at, payloads, ...rest } = parsed.data
  const entry: ChainEntry = { ...rest, atMs: Date.parse(at) }
  const line: ChainLine = { entry, payloads: payloads.map((payload) => (payload === null ? undefined : { salt: payload.salt, text: JSON.stringify(payload.body) })) }
  return lineText(line) === text ? { kind: 'entry', line } : 'it is not written as this program writes it'
}
