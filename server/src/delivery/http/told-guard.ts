import type { ToldLevel } from '@queuecast/client-sdk/protocol'

export type ToldAdmission = 'take' | 'repeated' | 'too-often'
export interface ToldGuard {
  /** Whether a receipt is news. Receipts are the only thing that a customer can write, so each contact has a small budget. */
  admit(center: string, contact: string, seq: number, level: ToldLevel, nowMs: number): ToldAdmission
  /** The log has it: the same again is a repetition. */
  written(center: string, contact: string, seq: number, level: ToldLevel): void
}

interface Told { seq: number; level: ToldLevel; tokens: number; atMs: number }
const BURST = 20
const PER_SECOND = 2
const MAX_CONTACTS = 100_000

/** Remembers the newest receipt of each contact; the contacts longest silent are forgotten first. */
export function createToldGuard(): ToldGuard {
  const contacts = new Map<string, Told>()
  const nameOf = (center: string, contact: string): string => `${center} ${contact}`
  return {
    admit(center, contact, seq, level, nowMs) {
      const name = nameOf(center, contact)
      const last = contacts.get(name) ?? { seq: -1, level: 'received', tokens: BURST, atMs: nowMs }
      if (seq < last.seq || (seq === last.seq && (last.level === 'shown' || level === 'received'))) return 'repeated'
      const tokens = Math.min(BURST, last.tokens + (Math.max(0, nowMs - last.atMs) * PER_SECOND) / 1000)
      if (tokens < 1) return 'too-often'
      contacts.delete(name)
      contacts.set(name, { ...last, tokens: tokens - 1, atMs: nowMs })
      if (contacts.size > MAX_CONTACTS) {
        const [oldest] = contacts.keys()
        if (oldest !== undefined) contacts.delete(oldest)
      }
      return 'take'
    },
    written(center, contact, seq, level) {
      const last = contacts.get(nameOf(center, contact))
      if (last !== undefined && seq >= last.seq) Object.assign(last, { seq, level })
    },
  }
}
