import type { Hub } from '../contract.ts'
import { every, onAbort } from './contact-stream.ts'
import { createLatestStream, RETRY, type LatestStream } from './latest-stream.ts'

export interface BoardStreamOptions { center: string; langs: readonly string[]; publicOnly: boolean; keepAliveMs: number; draining?: AbortSignal | undefined }

/** A center's board as Server-Sent Events `board`, latest only. */
export function openBoardStream(hub: Hub, { center, langs, publicOnly, keepAliveMs, draining }: BoardStreamOptions): LatestStream {
  const stopping: (() => void)[] = []
  const stream = createLatestStream(() => { for (const stop of stopping) stop() }, RETRY)
  stopping.push(hub.watchBoard({
    center, langs, publicOnly,
    send: (board) => stream.offer({ event: 'board', id: `${board.epoch}:${board.seq}`, data: JSON.stringify(board) }),
  }))
  stopping.push(onAbort(draining, () => stream.finish()))
  stopping.push(every(keepAliveMs, () => stream.keepAlive()))
  return stream
}
