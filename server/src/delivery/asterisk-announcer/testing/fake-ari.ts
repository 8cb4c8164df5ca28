import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

export interface AriRequest { atMs: number; method: string; path: string; query: Record<string, string> }

/**
 * Asterisk's REST interface as documented, as far as the announcer uses it: basic authentication, an application that exists
 * while its event socket is open, snoop channels that start in it a moment after they were made, playbacks that end.
 */
export interface FakeAri {
  url: string
  readonly requests: AriRequest[]
  /** Channels that callers hold. */
  readonly channels: Set<string>
  readonly snoops: Set<string>
  /** Ends a playback as Asterisk does when the last sound was played. */
  finish(playback: string, state?: 'done' | 'failed'): void
  readonly open: number
  drop(): void
  close(): Promise<void>
}

export async function startFakeAri(login: { username: string; password: string }): Promise<FakeAri> {
  const requests: AriRequest[] = []
  const channels = new Set<string>()
  const snoops = new Set<string>()
  const sockets = new Set<WebSocket>()
  const wanted = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`
  const tell = (message: object): void => { for (const socket of sockets) socket.send(JSON.stringify({ application: 'queuecast', ...message })) }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const address = new URL(request.url ?? '', 'http://fake')
    const path = address.pathname.replace(/^\/ari\//, '')
    requests.push({ atMs: performance.now(), method: request.method ?? '', path, query: Object.fromEntries(address.searchParams) })
    const status = request.headers.authorization === wanted ? handle(request.method ?? '', path.split('/').map(decodeURIComponent)) : 401
    response.writeHead(status).end()
  }

  function handle(method: string, [, channel = '', verb, id = '']: string[]): number {
    if (method === 'POST' && verb === 'snoop') {
      if (!channels.has(channel)) return 404
      snoops.add(id)
      setImmediate(() => snoops.has(id) && tell({ type: 'StasisStart', channel: { id } }))
      return 200
    }
    if (method === 'POST' && verb === 'play') return snoops.has(channel) ? 201 : 404
    if (method === 'DELETE') {
      if (!snoops.delete(channel)) return 404
      tell({ type: 'PlaybackFinished', playback: { id: `${channel}-play`, state: 'failed' } })
      tell({ type: 'ChannelDestroyed', channel: { id: channel } })
      return 204
    }
    return 405
  }

  const server = createServer(answer)
  const upgrades = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (request.headers.authorization !== wanted) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
      return
    }
    upgrades.handleUpgrade(request, socket, head, (ws) => {
      sockets.add(ws)
      ws.on('close', () => sockets.delete(ws))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests, channels, snoops,
    finish: (playback, state = 'done') => tell({ type: 'PlaybackFinished', playback: { id: playback, state } }),
    get open() {
      return sockets.size
    },
    drop() { for (const socket of sockets) socket.terminate() },
    async close() {
      for (const socket of sockets) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
