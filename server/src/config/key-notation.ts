import { createHash } from 'node:crypto'
import type { Fault } from './fault.ts'

/** A key as the file writes it: plain text, `sha256:<hex>`, `env:NAME` or `file:PATH`. */
export interface SecretReaders {
  env: Readonly<Record<string, string | undefined>>
  /** Reads a text file; throws where it cannot. */
  readFile(path: string): string
}

export type Revealed = { ok: true; text: string } | { ok: false; fault: Fault }

const MIN_KEY_LENGTH = 16
const SHA256_HEX = /^[0-9a-f]{64}$/i

/** Names of environment variables that a text refers to as `env:NAME`. */
export function envReferences(value: unknown, into: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string' && value.startsWith('env:')) into.add(value.slice(4))
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) envReferences(inner, into)
  return into
}

/** Follows `env:` and `file:`; the white space around a file's text is not part of a secret. */
export function revealSecret(notation: string, path: string, readers: SecretReaders): Revealed {
  if (notation.startsWith('env:')) {
    const name = notation.slice(4)
    const text = readers.env[name]
    if (text !== undefined && text !== '') return { ok: true, text }
    return { ok: false, fault: { path, problem: `the environment variable ${name} is not set`, fix: `set ${name}` } }
  }
  if (notation.startsWith('file:')) {
    const file = notation.slice(5)
    try {
      const text = readers.readFile(file).trim()
      if (text !== '') return { ok: true, text }
      return { ok: false, fault: { path, problem: `the file ${file} is empty` } }
    } catch (error) {
      return { ok: false, fault: { path, problem: `the file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}` } }
    }
  }
  return { ok: true, text: notation }
}

export type HashedKey = { ok: true; sha256: string } | { ok: false; fault: Fault }

/** The SHA-256 of a key in lower-case hex: what the server keeps, so that memory and dumps hold no key. */
export function hashKey(notation: string, path: string, readers: SecretReaders): HashedKey {
  const revealed = revealSecret(notation, path, readers)
  if (!revealed.ok) return revealed
  // A file or variable may itself hold a hash.
  if (revealed.text.startsWith('sha256:')) {
    const hex = revealed.text.slice('sha256:'.length)
    if (SHA256_HEX.test(hex)) return { ok: true, sha256: hex.toLowerCase() }
    return { ok: false, fault: { path, problem: 'is not a SHA-256', fix: 'sha256: is followed by 64 hexadecimal digits' } }
  }
  if (revealed.text.length < MIN_KEY_LENGTH || !/^[\x21-\x7e]+$/.test(revealed.text)) {
    return { ok: false, fault: { path, problem: 'is too easy to guess or cannot be sent in a header', fix: `use at least ${MIN_KEY_LENGTH} printable ASCII characters without spaces` } }
  }
  return { ok: true, sha256: sha256Hex(revealed.text) }
}

export const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
