import type { Hub } from '../contract.ts'
import { every } from './contact-stream.ts'
import { createLatestStream, RETRY, type LatestStream } from './latest-stream.ts'

export interface BoardStreamOptions { center: string; langs: readonly string[]; publicOnly: boolean; keepAliveMs: number }

/** A center's board as Server-Sent Events `board`, latest only. */
export function openBoardStream(hub: Hub, { center, langs, publicOnly, keepAliveMs }: BoardStreamOptions): LatestStream {
  const stopping: (() => void)[] = []
  const stream = createLatestStream(() => { for (const stop of stopping) stop() }, RETRY)
  stopping.push(hub.watchBoard({
    center, langs, publicOnly,
    send: (board) => stream.offer({ event: 'board', id: `${board.epoch}:${board.seq}`, data: JSON.stringify(board) }),
  }))
  stopping.push(every(keepAliveMs, () => stream.keepAlive()))
  return stream
}
