export { createGraphClient, GRAPH_URL, type GraphClient, type GraphSettings } from './graph-client.ts'
export { createWhatsappNotifier, type NotifierDeps, type WhatsappNotifier } from './notifier.ts'
export { whatsappSource, type WhatsappHooks, type WhatsappSettings } from './source.ts'
export type { RepliesFrom } from './translate.ts'
