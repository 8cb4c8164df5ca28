import { type ConnectionState, watchPosition, type Watch, type WatchOptions } from '@queuecast/client-sdk'
import type { Board, Display, Fresh, Refused } from '@queuecast/client-sdk/protocol'
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'

/** What one client got so far, oldest first. */
export interface Received {
  displays: Display[]
  fresh: Fresh[]
  boards: Board[]
  refused: Refused[]
  /** Why the connection ended, each time it did. */
  ended: string[]
}
const nothingYet = (): Received => ({ displays: [], fresh: [], boards: [], refused: [], ended: [] })

export interface StockClient extends Received { socket: Socket; close(): void }
export interface SseClient extends Received { ids: string[]; response: Promise<Response>; close(): void }
export interface SdkClient { watch: Watch; displays: Display[]; states: ConnectionState[]; close(): void }

/** A stock socket.io-client, as any developer would write it without our SDK. */
export function stockClient(
  url: string, namespace: '/contact' | '/board', auth: Record<string, unknown>, options: Partial<ManagerOptions & SocketOptions> = {},
): StockClient {
  const received = nothingYet()
  const socket = io(`${url}${namespace}`, { auth, transports: ['websocket'], forceNew: true, ...options })
  socket.on('display', (display: Display) => received.displays.push(display))
  socket.on('fresh', (fresh: Fresh) => received.fresh.push(fresh))
  socket.on('board', (board: Board) => received.boards.push(board))
  socket.on('refused', (refused: Refused) => received.refused.push(refused))
  socket.on('disconnect', (reason) => received.ended.push(reason))
  return Object.assign(received, { socket, close: () => void socket.disconnect() })
}

/** Server-Sent Events read by nothing but `fetch`. */
export function sseClient(address: string, token: string, headers: Record<string, string> = {}): SseClient {
  const received = nothingYet()
  const ids: string[] = []
  const abort = new AbortController()
  const response = fetch(address, { headers: { authorization: `Bearer ${token}`, ...headers }, signal: abort.signal })
  const take = (frame: string): void => {
    const fields = new Map(frame.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const))
    const [event, id, data] = [fields.get('event'), fields.get('id'), fields.get('data')]
    if (id !== undefined) ids.push(id)
    if (event === undefined || data === undefined) return
    const parsed: unknown = JSON.parse(data)
    if (event === 'display') received.displays.push(parsed as Display)
    if (event === 'fresh') received.fresh.push(parsed as Fresh)
    if (event === 'board') received.boards.push(parsed as Board)
    if (event === 'refused') received.refused.push(parsed as Refused)
  }
  void (async () => {
    const answer = await response
    if (!answer.ok || answer.body === null) return
    let text = ''
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      const frames = (text + chunk).split('\n\n')
      text = frames.pop() ?? ''
      for (const frame of frames) take(frame)
    }
    received.ended.push('end')
  })().catch((error: unknown) => received.ended.push(String(error)))
  return Object.assign(received, { ids, response, close: () => abort.abort() })
}

/** Our SDK, with all that it showed and each state of its connection. */
export function sdkClient(options: WatchOptions): SdkClient {
  const displays: Display[] = []
  const states: ConnectionState[] = []
  const watch = watchPosition({ onState: (state) => states.push(state), ...options })
  watch.subscribe((display) => displays.push(display))
  return { watch, displays, states, close: () => watch.close() }
}

/** Whether (epoch, seq) of what came one after the other ever goes back. */
export function goesBack(displays: readonly { epoch: string; seq: number }[]): boolean {
  return displays.some((display, index) => {
    const before = displays[index - 1]
    return before !== undefined && (display.epoch < before.epoch || (display.epoch === before.epoch && display.seq < before.seq))
  })
}
