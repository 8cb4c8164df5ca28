import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { WebSocket } from 'ws'
import { plainWebSocket } from './plain-websocket.ts'
import { eventFrame } from './text-frame.ts'

const NAMESPACE = '/self-test'
const LIMIT_MS = 3_000
/** Short, middle and long lengths of a frame, and what is not ASCII. */
const SAMPLES: readonly object[] = [{ n: 1 }, { text: 'Vous êtes en 3e position — « bientôt » 🎉' }, { text: 'x'.repeat(200) }, { text: 'é'.repeat(12_000) }]

/**
 * Whether hand-made frames arrive as `emit` would send them, tried once with a real server and a real WebSocket on the loopback
 * interface: what they rest on is internal to Engine.IO and ws. False on any doubt: slower is better than broken.
 */
export async function framesWork(): Promise<boolean> {
  const http = createServer()
  const io = new Server(http, { serveClient: false, transports: ['websocket'], perMessageDeflate: false })
  let client: WebSocket | undefined
  try {
    await new Promise<void>((resolve, reject) => http.once('error', reject).listen(0, '127.0.0.1', resolve))
    const emitted: string[] = []
    const framed: string[] = []
    const all = new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), LIMIT_MS).unref()
      io.of(NAMESPACE).on('connection', (socket) => {
        let round = 0
        const next = (): void => {
          const sample = SAMPLES[Math.floor(round / 2)]
          if (sample === undefined) return resolve(true)
          const raw = round % 2 === 1 ? plainWebSocket(socket) : undefined
          if (round % 2 === 0) socket.emit('display', sample)
          else if (raw !== undefined) raw.write(eventFrame(NAMESPACE, 'display', sample), 'latin1')
          else return resolve(false)
          round += 1
        }
        socket.on('next', next)
        next()
      })
      client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/socket.io/?EIO=4&transport=websocket`)
      client.on('error', () => resolve(false))
      client.on('message', (data) => {
        const text = String(data)
        if (text.startsWith('0')) client?.send(`40${NAMESPACE},`)
        else if (text === '2') client?.send('3')
        else if (text.startsWith(`42${NAMESPACE},`)) {
          ;(emitted.length === framed.length ? emitted : framed).push(text)
          client?.send(`42${NAMESPACE},["next"]`)
        }
      })
    })
    if (!(await all)) return false
    return framed.length === SAMPLES.length && framed.every((text, i) => parsed(text) === parsed(emitted[i] ?? ''))
  } catch {
    return false
  } finally {
    client?.terminate()
    await io.close()
  }
}

/** The event as its reader sees it: escapes differ, the text does not. */
const parsed = (text: string): string => JSON.stringify(JSON.parse(text.slice(text.indexOf('['))))
