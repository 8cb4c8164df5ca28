import { createPageSessions, type PageSessions } from '../sessions.ts'

/** Sessions for a test whose keys never go away. */
export const anySessions = (secret: string): PageSessions => createPageSessions({ secrets: () => [secret], fingerprintOf: (key) => `print of ${key.length}`, stillOpens: () => true })
