import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import type { Display, Fresh, Refused } from '../protocol/index.ts'
import { exampleDisplay } from './display-arbitrary.ts'

export interface RealServerOptions {
  port?: number
  websocket?: 'works' | 'refused'
  sse?: 'works' | 'missing'
  /** `undefined`: the token is good. */
  judge?: (token: string) => Refused | undefined
  /** Where a refusal is said: by the event of the contract, or by a middleware, as many Socket.IO servers do. */
  refuseBy?: 'event' | 'middleware-data' | 'middleware-message'
  display?: Display
  /** Files for a browser, by path; served without a token. */
  files?: Record<string, { type: string; body: string }>
  headers?: Record<string, string>
  /** Status of the answer to a wish for a callback; default 202. */
  callback?: (wish: unknown) => number
}

/** For tests: a small real server of the contract's three ways to one contact, on a real port. */
export interface RealServer {
  readonly url: string
  readonly port: number
  readonly told: { seq: number; level: string; by: 'socket' | 'http' }[]
  readonly requests: { method: string; path: string; lang: string | undefined; status: number }[]
  /** The wishes for a callback, as they came. */
  readonly wishes: unknown[]
  readonly handshakes: Record<string, unknown>[]
  readonly live: { sockets: number; streams: number }
  display: Display
  show(display: Display): void
  fresh(fresh: Fresh): void
  refuse(refused: Refused): void
  close(): Promise<void>
}

const httpStatus = (refused: Refused): number => refused.code === 'expired' ? 410 : refused.retry ? 503 : 401

const judgeSignature = (token: string): Refused | undefined => token.endsWith('.good') ? undefined : { code: 'bad-token', retry: false }

export async function startRealServer(options: RealServerOptions = {}): Promise<RealServer> {
  const { websocket = 'works', sse = 'works', judge = judgeSignature } = options
  let display = options.display ?? exampleDisplay()
  const told: RealServer['told'] = []
  const requests: RealServer['requests'] = []
  const wishes: unknown[] = []
  const handshakes: RealServer['handshakes'] = []
  const streams = new Set<ServerResponse>()
  const etag = (): string => `"${JSON.stringify(display.position)}-${display.state}"`
  const write = (response: ServerResponse, event: string, data: { epoch: string; seq: number }): void => {
    response.write(`event: ${event}\nid: ${data.epoch}:${data.seq}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    for (const [name, value] of Object.entries({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*', ...options.headers })) response.setHeader(name, value)
    response.on('close', () => requests.push({ method: request.method ?? '', path, lang: request.headers['accept-language'], status: response.statusCode }))
    const file = options.files?.[path]
    if (file !== undefined) return void response.writeHead(200, { 'Content-Type': file.type }).end(file.body)
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    const refused = judge(request.headers.authorization?.replace(/^Bearer /, '') ?? '')
    if (refused !== undefined) {
      if (refused.after !== undefined) response.setHeader('Retry-After', refused.after)
      return void response.writeHead(httpStatus(refused), { 'Content-Type': 'application/problem+json' }).end(JSON.stringify({ type: `urn:test:${refused.code}` }))
    }
    if (path.endsWith('/told')) return takeTold(request, response)
    if (path.endsWith('/callback')) return takeWish(request, response)
    if (path.endsWith('/stream') && sse === 'works') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      streams.add(response)
      response.on('close', () => streams.delete(response))
      return write(response, 'display', display)
    }
    if (!path.endsWith('/display')) return void response.writeHead(404).end()
    response.setHeader('ETag', etag())
    if (request.headers['if-none-match'] === etag()) {
      return void response.writeHead(304, { 'Queuecast-As-Of': new Date().toISOString(), 'Queuecast-Fresh-For': String(display.freshForSeconds), 'Queuecast-Seq': `${display.epoch}:${display.seq}` }).end()
    }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(display))
  }
  function takeTold(request: IncomingMessage, response: ServerResponse): void {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => { body += chunk }).on('end', () => {
      told.push({ ...JSON.parse(body) as { seq: number; level: string }, by: 'http' })
      response.writeHead(204).end()
    })
  }
  function takeWish(request: IncomingMessage, response: ServerResponse): void {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => { body += chunk }).on('end', () => {
      wishes.push(JSON.parse(body))
      const status = options.callback?.(wishes.at(-1)) ?? 202
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(status === 202 ? { status: 'requested' } : { type: `urn:test:${status}` }))
    })
  }

  const http = createServer(answer)
  const io = new Server({ transports: ['websocket'], serveClient: false })
  if (websocket === 'works') io.attach(http)
  else http.on('upgrade', (_request, socket) => socket.destroy())
  const contacts = io.of('/contact')
  contacts.use((socket, next) => {
    const refused = judge(String(socket.handshake.auth['token']))
    if (refused === undefined || options.refuseBy === undefined || options.refuseBy === 'event') return next()
    next(Object.assign(new Error(refused.code), options.refuseBy === 'middleware-data' ? { data: refused } : {}))
  })
  contacts.on('connection', (socket) => {
    handshakes.push(socket.handshake.auth)
    const refused = judge(String(socket.handshake.auth['token']))
    if (refused !== undefined) {
      socket.emit('refused', refused)
      socket.disconnect(true)
      return
    }
    socket.on('told', (receipt: { seq: number; level: string }) => { told.push({ ...receipt, by: 'socket' }) })
    socket.emit('display', display)
  })
  await new Promise<void>((resolve) => { http.listen(options.port ?? 0, '127.0.0.1', resolve) })
  const { port } = http.address() as AddressInfo
  const all = (event: string, data: { epoch: string; seq: number }): void => {
    contacts.emit(event, data)
    for (const stream of streams) write(stream, event, data)
  }
  return {
    url: `http://127.0.0.1:${port}`, port, told, requests, wishes, handshakes,
    get live() { return { sockets: contacts.sockets.size, streams: streams.size } },
    get display() { return display },
    set display(next) { display = next },
    show(next) {
      display = next
      all('display', next)
    },
    fresh: (frame) => all('fresh', frame),
    refuse(refused) {
      contacts.emit('refused', refused)
      contacts.disconnectSockets(true)
      for (const stream of streams) stream.end(`event: refused\ndata: ${JSON.stringify(refused)}\n\n`)
    },
    async close() {
      const closed = new Promise<void>((resolve) => { http.close(() => resolve()) })
      if (websocket === 'works') void io.close()
      http.closeAllConnections()
      await closed
    },
  }
}
