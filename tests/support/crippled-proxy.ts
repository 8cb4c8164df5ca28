import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface Ailments {
  /** `refuse` closes an upgrade at once; `swallow` takes it and never says a word. */
  webSockets: 'refuse' | 'swallow'
  /** `missing` answers event streams with 502; `hold` keeps their bytes back, as a buffering proxy does. */
  streams: 'pass' | 'missing' | 'hold'
}
export interface CrippledProxy { url: string; close(): Promise<void> }

/** A real HTTP proxy before a server, with the faults that proxies in the field have. */
export async function startCrippledProxy(target: string, { webSockets, streams }: Ailments): Promise<CrippledProxy> {
  const { hostname, port } = new URL(target)
  const swallowed = new Set<Socket>()

  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const isStream = incoming.url?.endsWith('/stream') === true
    if (isStream && streams === 'missing') return void outgoing.writeHead(502).end()
    const upstream = forward({ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (answer) => {
      if (isStream && streams === 'hold') return void answer.resume()
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    upstream.on('error', () => outgoing.destroy())
    outgoing.on('close', () => upstream.destroy())
    incoming.pipe(upstream)
  }
  const http = createServer(pass)
  http.on('upgrade', (_request, socket: Socket) => {
    if (webSockets === 'refuse') return void socket.destroy()
    swallowed.add(socket)
    socket.on('error', () => undefined).on('close', () => swallowed.delete(socket)).resume()
  })
  await new Promise<void>((resolve) => { http.listen(0, '127.0.0.1', resolve) })
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise<void>((resolve) => { http.close(() => resolve()) })
      for (const socket of swallowed) socket.destroy()
      http.closeAllConnections()
      await closed
    },
  }
}
