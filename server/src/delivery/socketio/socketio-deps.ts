import type { RefusalCode, Told } from '@queuecast/client-sdk/protocol'
import type { Announcer } from '../announcer/index.ts'
import type { DisplaySource, Hub } from '../contract.ts'
import type { AdmitConnection } from './connect-guard.ts'

export type TokenAnswer = { ok: true; center: string; contact: string; expiresAtMs: number } | { ok: false; code: 'bad-token' | 'expired' }

export interface SocketLimits {
  /** A connection that joined nothing after this long is dropped. */
  joinTimeoutMs: number
  /** A client has little to say: larger messages close the connection. */
  maxMessageBytes: number
  /** Messages a client may send at once, and in the long run each second; more closes the connection. */
  inboundBurst: number
  inboundPerSecond: number
  /** More connections than this are refused as `overloaded`. */
  maxConnections: number
  /** How long an upgrade from polling may take. */
  upgradeTimeoutMs: number
}

export const DEFAULT_SOCKET_LIMITS: SocketLimits = {
  joinTimeoutMs: 10_000, maxMessageBytes: 16_384, inboundBurst: 60, inboundPerSecond: 10, maxConnections: 50_000, upgradeTimeoutMs: 10_000,
}

export interface SocketIoCounts {
  refused(code: RefusalCode): void
  toldIgnored(): void
  failed(error: unknown): void
}

/** What Socket.IO delivery is handed. Instants are epoch milliseconds. */
export interface SocketIoDeps {
  hub: Hub
  source: Pick<DisplaySource, 'hasCenter'>
  verifyToken(token: string): Promise<TokenAnswer>
  /** May the bearer of this key read this center? */
  authorizeRead(key: string, center: string): boolean | Promise<boolean>
  /** May the bearer of this key speak for this center's IVR? Without it: nobody. */
  authorizeIvr?(key: string, center: string): boolean | Promise<boolean>
  /** Speaks to callers over `/ivr`. */
  announcer?: Announcer
  /** Does the `Cookie` header of our own pages hold a session that may read this center? */
  sessionAllows?(cookieHeader: string, center: string): boolean | Promise<boolean>
  /** The center, or a queue of it, is public: boards may join without a key and see public queues only. */
  isPublic(center: string): boolean
  /** May a page of this origin connect? `center` is undefined before it is known (CORS of the polling transport). Without it: any. */
  allowOrigin?(origin: string, center: string | undefined): boolean
  /** A receipt; rejected receipts are counted, never fatal. */
  told(center: string, contact: string, told: Told): void | Promise<void>
  draining(): boolean
  /** Counts connections by address. Without it: no limit. */
  admitConnection?: AdmitConnection
  /** True with several nodes behind a plain balancer: Engine.IO polling needs sticky sessions, WebSocket does not. */
  websocketOnly?: boolean
  /** Hand-made frames may be written straight to plain WebSockets (see `framesWork`). Without it: `emit`. */
  directFrames?: boolean
  limits?: Partial<SocketLimits>
  nowMs?(): number
  counts?: Partial<SocketIoCounts>
}

/** The deps with every default filled in. */
export type SocketIoContext = Required<Omit<SocketIoDeps, 'limits' | 'counts' | 'websocketOnly' | 'announcer' | 'admitConnection'>> & {
  announcer: Announcer | undefined
  limits: SocketLimits
  counts: Partial<SocketIoCounts>
}
