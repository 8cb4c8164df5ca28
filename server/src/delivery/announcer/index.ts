export { type Announcement, type Announcer, createAnnouncer, type IvrSubscriber } from './announcer.ts'
