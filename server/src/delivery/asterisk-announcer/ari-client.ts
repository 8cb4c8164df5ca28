import { WebSocket } from 'ws'
import { type AriMessage, readAriMessage } from './ari-messages.ts'

/** Where Asterisk's REST interface is and how to log in (`http.conf`, `ari.conf`). */
export interface AriSettings { url: string; username: string; password: string; app: string }

export interface AriClientDeps {
  message(message: AriMessage): void
  /** The event socket opened (our application exists in Asterisk) or is gone, with the reason in plain words. */
  connection(up: boolean, detail?: string): void
  after(delayMs: number, run: () => void): () => void
  random(): number
}

export interface AriClient {
  readonly connected: boolean
  /** The status of the answer; 0 where there was none. Never rejects. */
  request(method: 'POST' | 'DELETE', path: string, query?: Readonly<Record<string, string>>): Promise<number>
  close(): void
}

const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 15_000
const REQUEST_LIMIT_MS = 5_000
const PING_EVERY_MS = 10_000

/** A client of ARI that connects for ever. The password travels in a header, never in an address that may be logged. */
export function createAriClient(settings: AriSettings, deps: AriClientDeps): AriClient {
  const base = new URL(`${settings.url.replace(/\/+$/, '')}/ari/`)
  const authorization = `Basic ${Buffer.from(`${settings.username}:${settings.password}`).toString('base64')}`
  let socket: WebSocket | undefined
  let connected = false
  let retries = 0
  let callOff: (() => void) | undefined
  let closed = false

  function open(): void {
    const address = new URL('events', base)
    address.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:'
    address.searchParams.set('app', settings.app)
    const ws = new WebSocket(address, { headers: { authorization }, handshakeTimeout: REQUEST_LIMIT_MS })
    socket = ws
    let alive = true
    let stopPings: (() => void) | undefined
    const ping = (): void => {
      if (!alive) {
        ws.terminate()
        return
      }
      alive = false
      ws.ping()
      stopPings = deps.after(PING_EVERY_MS, ping)
    }
    ws.on('open', () => {
      connected = true
      retries = 0
      deps.connection(true)
      stopPings = deps.after(PING_EVERY_MS, ping)
    })
    ws.on('pong', () => { alive = true })
    ws.on('message', (data) => {
      alive = true
      const message = readAriMessage(String(data))
      if (message !== undefined) deps.message(message)
    })
    let fault = 'the connection ended'
    ws.on('error', (error) => { fault = error.message })
    ws.on('close', () => {
      stopPings?.()
      connected = false
      if (closed) return
      deps.connection(false, fault)
      const delayMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** retries++) * (0.5 + deps.random())
      callOff = deps.after(delayMs, open)
    })
  }

  open()
  return {
    get connected() {
      return connected
    },
    async request(method, path, query = {}) {
      const address = new URL(path, base)
      for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
      try {
        const answer = await fetch(address, { method, headers: { authorization }, redirect: 'error', signal: AbortSignal.timeout(REQUEST_LIMIT_MS) })
        await answer.body?.cancel()
        return answer.status
      } catch {
        return 0
      }
    },
    close() {
      closed = true
      callOff?.()
      socket?.terminate()
    },
  }
}
