export { createPages } from './create-pages.ts'
export { createEventFeed, type EventFeed, type FeedBatch, type FeedLine } from './event-feed.ts'
export type { PageCenter, PagesDeps, PageSource } from './pages-deps.ts'
export { createPageSessions, type PageSessions } from './sessions.ts'
