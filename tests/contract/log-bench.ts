import type { EventLog, LogPosition } from '@queuecast/server/event-log'
import { afterEach, beforeEach } from 'vitest'
import { START } from '../support/follow-log.ts'

/** One empty store; `open` may be called again after the log it gave was closed. */
export interface ContractStore {
  open(): Promise<EventLog>
  destroy(): Promise<void>
}

/** A fresh store and log for each test, with short hands for what the contract does again and again. */
export interface LogBench {
  readonly log: EventLog
  /** Closes the log and opens its store again. */
  reopen(): Promise<void>
  /** Appends `entry 0`, `entry 1`… and returns their ids. */
  append(count: number, partition?: number): Promise<string[]>
  /** Writes a round of partition 0. */
  round(position: LogPosition, bodies: Record<string, string>, carriedOver?: string[]): Promise<boolean>
  /** The newest round of partition 0. */
  newest(): Promise<{ seq: number; chunks: Record<string, string> } | undefined>
}

export const positionOf = (id: string, seq: number): LogPosition => ({ ...START, id, seq })

export function logBench(create: () => Promise<ContractStore>): LogBench {
  let store: ContractStore
  let log: EventLog
  beforeEach(async () => {
    store = await create()
    log = await store.open()
  })
  afterEach(async () => {
    await log.close()
    await store.destroy()
  })
  return {
    get log() { return log },
    async reopen() {
      await log.close()
      log = await store.open()
    },
    async append(count, partition = 0) {
      const ids: string[] = []
      for (let index = 0; index < count; index += 1) ids.push((await log.append(partition, `entry ${index}`)).id)
      return ids
    },
    round: (position, bodies, carriedOver = []) => log.writeSnapshot(0, position, [...Object.entries(bodies).map(([name, body]) => ({ name, body })), ...carriedOver.map((name) => ({ name }))]),
    async newest() {
      const found = await log.latestSnapshot(0)
      return found === undefined ? undefined : { seq: found.position.seq, chunks: Object.fromEntries(found.chunks.map(({ name, body }) => [name, body])) }
    },
  }
}
