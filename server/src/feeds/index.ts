export {
  type ConnectedSource, type ConnectionNote, type FeedHost, type FeedLogFields, FeedOverflow, type FeedSettings, type RunningFeed, type SettingFault,
} from './contract.ts'
export { CONNECTED_SOURCES } from './registry.ts'
export { createGraphClient, createWhatsappNotifier, GRAPH_URL, type WhatsappHooks, type WhatsappNotifier } from './whatsapp/index.ts'
export { pushedSources, pushFeeds, type PushedFeedSettings } from './pushed.ts'
export { createRejectedStore, type RejectedPayload, type RejectedStore } from './rejected.ts'
export { createPushDoor, type PushDoor, type PushFeed } from './webhook/index.ts'
