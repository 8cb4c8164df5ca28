import { eachOf } from '../faults/kit/http.ts'
import { keepReading, openRawCustomer } from '../processes/index.ts'
import { cpuMicros, rssBytes } from './process-figures.ts'

export interface Connected { cpuEach: number; bytesEach: number; bytes(): number; close(): void }

/** Connects all at once, as after a restart; ready when each has had a display. `memory`: what the server holds, its resident memory if not told. */
export async function connectAll(port: number, pid: number, tokens: readonly string[], memory: () => Promise<number> = async () => rssBytes(pid)): Promise<Connected> {
  const held = await memory()
  const cpu = cpuMicros(pid)
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
  const cpuEach = (cpuMicros(pid) - cpu) / served
  return { cpuEach, bytesEach: (await memory() - held) / served, bytes: () => bytes, close: () => { for (const end of ends) end() } }
}
