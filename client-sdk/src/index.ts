export { watchPosition } from './watch-position.ts'
export type { Watch, WatchOptions } from './watch-position.ts'
export type { CallbackAnswer, CallbackWish } from './request-callback.ts'
export type { DisplayListener } from './display-view.ts'
export type { Freshness } from './stale-display.ts'
export type { ConnectionState, ConnectReason, Course } from './connection-state.ts'
export type { TransportName } from './transports/transport.ts'
export { readDisplay, readFresh } from './protocol/index.ts'
export type {
  BasedOn, Channel, ContactState, Display, DisplayText, Fresh, RefusalCode, Revision, RevisionReason, ToldLevel, UnknownReason, Wait,
} from './protocol/index.ts'
