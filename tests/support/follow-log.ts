import type { EventLog, Follower, LogPosition, LogRecord } from '@queuecast/server/event-log'

/** A follower that keeps what it got and can be waited on. */
export interface Followed {
  readonly records: LogRecord[]
  readonly lost: string[]
  readonly availability: boolean[]
  /** Resolves when the condition holds; tried again after each call of the handler. */
  until(condition: (followed: Followed) => boolean): Promise<void>
  close(): Promise<void>
}

export const START: LogPosition = { epoch: '0000000001', id: '0-0', seq: 0 }

export function followLog(log: EventLog, partition: number, from: LogPosition = START): Followed {
  const waiting = new Set<() => void>()
  const look = (): void => { for (const check of waiting) check() }
  let follower: Follower | undefined
  const followed: Followed = {
    records: [], lost: [], availability: [],
    until: (condition) => new Promise((resolve) => {
      const check = (): void => {
        if (!condition(followed)) return
        waiting.delete(check)
        resolve()
      }
      waiting.add(check)
      check()
    }),
    close: async () => { await follower?.close() },
  }
  follower = log.follow(partition, from, {
    onEntries: (entries) => {
      followed.records.push(...entries)
      look()
    },
    onLost: (why) => {
      followed.lost.push(why)
      look()
    },
    onAvailable: (available) => {
      followed.availability.push(available)
      look()
    },
  })
  return followed
}
