import { eachOf } from '../faults/kit/http.ts'
import { keepReading, openRawCustomer } from '../processes/index.ts'
import { cpuMicros, rssBytes } from './process-figures.ts'

export interface Connected { cpuEach: number; bytesEach: number; bytes(): number; close(): void }

/** Connects all at once, as after a restart; ready when each has had a display. */
export async function connectAll(port: number, pid: number, tokens: readonly string[]): Promise<Connected> {
  const [cpu, rss] = [cpuMicros(pid), rssBytes(pid)]
  const ends: (() => void)[] = []
  let bytes = 0
  let served = 0
  await eachOf(tokens, 64, async (token) => {
    const socket = await openRawCustomer(port, token)
    ends.push(() => socket.destroy())
    await new Promise<void>((resolve) => keepReading(socket, (chunk) => {
      bytes += chunk.length
      if (chunk.includes('"display"')) resolve()
    }))
    served += 1
  })
  return { cpuEach: (cpuMicros(pid) - cpu) / served, bytesEach: (rssBytes(pid) - rss) / served, bytes: () => bytes, close: () => { for (const end of ends) end() } }
}
