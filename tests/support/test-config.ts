import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExampleKeys } from './server-process.ts'

/** The keys of a center made by `testCenter`; long enough to be taken. */
export const keysOf = (center: string): ExampleKeys => {
  const key = (purpose: string): string => `${center}-${purpose}-key-0123456789abcdef`
  return {
    feed: { demo: key('feed') }, read: key('read'), token: key('token'), ivr: key('ivr'), supervisor: key('supervisor'), inspect: key('inspect'), admin: key('admin'),
  }
}

/** A center of the configuration file that shows everything; `change` replaces its fields. */
export function testCenter(id: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  const { feed, ...keys } = keysOf(id)
  return {
    id, purpose: 'test', timeZone: 'Europe/Brussels', show: 'both', queues: [],
    keys: { feed: { demo: [feed.demo] }, ...Object.fromEntries(Object.entries(keys).map(([purpose, key]) => [purpose, [key]])) },
    ...change,
  }
}

/** Writes a configuration file into the folder; its path is for QUEUECAST_CONFIG. */
export function writeConfig(folder: string, config: object): string {
  const path = join(folder, 'queuecast.json')
  writeFileSync(path, JSON.stringify(config, undefined, 2))
  return path
}
