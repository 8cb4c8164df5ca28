import { constants } from 'node:buffer'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { ServerProcess } from '../processes/index.ts'

const START_LIMIT_MS = 10_000
/** Give this to the server: it then says on standard error where its inspector listens. */
export const INSPECTED: Readonly<Record<string, string>> = { NODE_OPTIONS: '--inspect=127.0.0.1:0' }

/** What the harness asks of a running server's V8, over the inspector's WebSocket. */
export interface Inspector {
  /** Heap in use after a forced collection and what array buffers hold beside it, bytes. */
  heapBytes(): Promise<number>
  /** What keeps the event loop alive, by kind: sockets, timers, requests. */
  resources(): Promise<ReadonlyMap<string, number>>
  /** A heap snapshot as JSON; undefined where it is longer than a string may be. The server stands still meanwhile. */
  heapSnapshot(): Promise<string | undefined>
  close(): void
}

interface Answer { id?: number; method?: string; params?: { chunk?: string }; result?: Record<string, unknown>; error?: { message: string } }

/** Rejects where the server was not started with `INSPECTED`. */
export async function openInspector(server: Pick<ServerProcess, 'output'>): Promise<Inspector> {
  const url = await inspectorUrl(server)
  const socket = new WebSocket(url, { maxPayload: 0 })
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const asked = new Map<number, { resolve(result: Record<string, unknown>): void; reject(error: Error): void }>()
  let last = 0
  let chunks: string[] = []
  socket.on('message', (data: Buffer) => {
    const { id, method, params, result, error } = JSON.parse(data.toString()) as Answer
    if (method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(params?.chunk ?? '')
    const waiting = id === undefined ? undefined : asked.get(id)
    if (id === undefined || waiting === undefined) return
    asked.delete(id)
    if (error === undefined) waiting.resolve(result ?? {})
    else waiting.reject(new Error(`the inspector says: ${error.message}`))
  })
  socket.on('close', () => {
    for (const { reject } of asked.values()) reject(new Error('the server closed its inspector; did it end?'))
    asked.clear()
  })
  const ask = (method: string, params: object = {}): Promise<Record<string, unknown>> => new Promise((resolve, reject) => {
    asked.set(last += 1, { resolve, reject })
    socket.send(JSON.stringify({ id: last, method, params }))
  })
  const evaluate = async (expression: string): Promise<unknown> =>
    (await ask('Runtime.evaluate', { expression, returnByValue: true }) as { result: { value: unknown } }).result.value
  return {
    async heapBytes() {
      // What a finalizer of the first collection let go is found by the second.
      for (let time = 0; time < 2; time += 1) await ask('HeapProfiler.collectGarbage')
      return await evaluate('(({ heapUsed, arrayBuffers }) => heapUsed + arrayBuffers)(process.memoryUsage())') as number
    },
    async resources() {
      const counted = new Map<string, number>()
      for (const kind of await evaluate('process.getActiveResourcesInfo()') as string[]) counted.set(kind, (counted.get(kind) ?? 0) + 1)
      return counted
    },
    async heapSnapshot() {
      chunks = []
      await ask('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
      // V8 would go on following where each object moves, at each collection and in gigabytes of its own.
      await ask('HeapProfiler.disable')
      const parts = chunks
      chunks = []
      return parts.reduce((sum, { length }) => sum + length, 0) > constants.MAX_STRING_LENGTH ? undefined : parts.join('')
    },
    close: () => socket.terminate(),
  }
}

async function inspectorUrl(server: Pick<ServerProcess, 'output'>): Promise<string> {
  const until = performance.now() + START_LIMIT_MS
  for (;;) {
    const found = /Debugger listening on (ws:\S+)/.exec(server.output())?.[1]
    if (found !== undefined) return found
    if (performance.now() > until) throw new Error(`the server has no inspector: start it with NODE_OPTIONS=${INSPECTED['NODE_OPTIONS']}`)
    await pause(50)
  }
}
