export { type AsteriskAnnouncerSettings, createAsteriskAnnouncer } from './asterisk-announcer.ts'
