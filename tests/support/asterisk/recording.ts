import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlayedQueues, type Frame } from './played-queues.ts'

/** Bytes that Asterisk sent at one instant. */
export interface PlayedChunk { atMs: number; bytes: Buffer; frames: Frame[] }
export interface Recording { chunks: PlayedChunk[]; queues: PlayedQueues }

interface Line { t: number; off: number; len: number; event?: Frame }
type Json = Record<string, unknown>

const lines = (file: string): Json[] => readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Json)

/** A capture of real bytes with the times they came at, without banner and login; and the queues it began with. */
export function readRecording(folder: string): Recording {
  const bytes = readFileSync(join(folder, 'ami-queuepos.txt'))
  const chunks: PlayedChunk[] = []
  for (const { t, off, len, event } of lines(join(folder, 'ami-queuepos.jsonl')) as unknown as Line[]) {
    if (event?.['Event'] === undefined) continue
    const before = chunks.at(-1)
    const part = bytes.subarray(off, off + len)
    if (before !== undefined && before.atMs === t * 1000) {
      before.bytes = Buffer.concat([before.bytes, part])
      before.frames.push(event)
    } else chunks.push({ atMs: t * 1000, bytes: part, frames: [event] })
  }
  const first = lines(join(folder, 'queue-status.jsonl')).find((row) => row['action'] === 'QueueStatus')
  const listed = Object.entries((first?.['queues'] ?? {}) as Record<string, { members: Frame[] }>)
  const priorities = new Map(lines(join(folder, 'calls.jsonl')).map((call) => [String(call['uniqueid']), String(call['prio'] ?? 0)]))
  return { chunks, queues: new PlayedQueues(listed.map(([name]) => name), listed.flatMap(([, { members }]) => members), (uniqueid) => priorities.get(uniqueid) ?? '0') }
}
