import type { QueueFacts, ShowMode } from '../contact-center/index.ts'
import type { CenterEntry, FeedEntry } from './config-file-schema.ts'

/** Keys of a center as SHA-256 in lower-case hex; feed keys by the feed they name. */
export interface KeyHashes {
  feed: Record<string, string[]>
  read: string[]
  token: string[]
  ivr: string[]
  supervisor: string[]
  inspect: string[]
  admin: string[]
}
export type KeyPurpose = keyof KeyHashes
export const KEY_PURPOSES = ['feed', 'read', 'token', 'ivr', 'supervisor', 'inspect', 'admin'] as const satisfies KeyPurpose[]

/** A source that a connector reads; `secret` is the revealed one. */
export type FeedConfig = FeedEntry

/** One center, checked and complete. `expirySeconds`, `quota` and `charters` as in the file. */
export interface CenterConfig {
  id: string
  generation: number
  purpose: 'live' | 'test'
  name: Record<string, string>
  languages: string[]
  timeZone: string
  keys: KeyHashes
  origins: string[]
  /** Revealed. */
  webhookSecret?: string
  messages?: NonNullable<CenterEntry['messages']>
  show: ShowMode
  public: boolean
  tokenLifetimeSeconds: number
  queues: QueueFacts[]
  feeds: FeedConfig[]
  expirySeconds?: NonNullable<CenterEntry['expirySeconds']>
  quota?: NonNullable<CenterEntry['quota']>
  charters: CenterEntry['charters']
  /** How long evidence is kept, and where the daily chain head goes; `secret` is the revealed one. */
  ledger?: NonNullable<CenterEntry['ledger']>
}

/** A key that this start, or an earlier one, had to make; the only place where it stands in plain text. */
export interface MadeKey { center: string; purpose: KeyPurpose; feed?: string; key: string }
