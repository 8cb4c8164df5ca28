import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import type { ContactEvent } from '@queuecast/server/contact-center'
import type { ConnectionNote, FeedHost, FeedSettings, RunningFeed } from '@queuecast/server/feeds'
import { connectAsterisk, dialAsterisk } from '@queuecast/server/feeds/asterisk-ami/connect'
import type { FakeAsterisk } from './fake-asterisk.ts'
import type { VirtualTime } from './virtual-time.ts'

/** A connector at work between a fake Asterisk and a test, on a clock of the test's own. */
export interface Connected {
  events: ContactEvent[]
  notes: ConnectionNote[]
  rejected: string[]
  logged: string[]
  /** Waits until both sides have read all that the other wrote. */
  settle(): Promise<void>
  /** Moves the clock on, letting both sides catch up. */
  pass(seconds: number): Promise<void>
  passTo(instantMs: number): Promise<void>
  close(): Promise<void>
}

export function connectTo(fake: FakeAsterisk, time: VirtualTime, settings: Partial<FeedSettings> = {}, deliver?: FeedHost['deliver']): Connected {
  const clients: Socket[] = []
  const connected: Pick<Connected, 'events' | 'notes' | 'rejected' | 'logged'> = { events: [], notes: [], rejected: [], logged: [] }
  const host: FeedHost = {
    deliver: deliver ?? ((events) => {
      connected.events.push(...events)
      return Promise.resolve()
    }),
    reject: (reason) => connected.rejected.push(reason),
    connection: (note) => connected.notes.push(note),
    opaqueId: (vendorId) => `agent-${createHash('sha256').update(vendorId).digest('hex').slice(0, 12)}`,
    nowMs: time.nowMs, monotonicMs: time.nowMs, random: () => 0.5, after: time.after,
    log: (_level, message, fields) => connected.logged.push(`${message} ${JSON.stringify(fields)}`),
  }
  const feed: RunningFeed = connectAsterisk(
    { name: 'pbx', source: 'asterisk-ami', host: '127.0.0.1', port: fake.port, username: 'queuecast', secret: 'a secret', ...settings }, host,
    (wanted, ready) => {
      const socket = dialAsterisk(wanted, ready)
      clients.push(socket)
      return socket
    },
  )
  const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })
  const quiet = (): boolean => clients.every((client) => client.destroyed || !client.connecting) && fake.quietWith(clients)
  const settle = async (): Promise<void> => {
    // Twice in a row: a byte that was read may still be on its way through its handler.
    for (let seen = 0; seen < 2; seen = quiet() ? seen + 1 : 0) await turn()
  }
  return {
    ...connected, settle,
    pass: (seconds) => time.advanceTo(time.nowMs() + seconds * 1000, settle),
    passTo: (instantMs) => time.advanceTo(instantMs, settle),
    close: () => feed.close(),
  }
}
