import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Server } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { guardConnects } from './connect-guard.ts'

let url: string
let allowed: number
let refused: number
let io: Server
beforeEach(async () => {
  allowed = 1
  refused = 0
  const http = createServer()
  io = new Server(http)
  io.engine.use(guardConnects({ admit: () => Promise.resolve((allowed -= 1) >= 0 ? { ok: true } : { ok: false, retryAfterSeconds: 9 }), refused: () => { refused += 1 }, turnstile: { pass: (enter) => enter() } }))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterEach(() => io.close())

const upgrade = (): Promise<IncomingMessage> => new Promise((resolve, reject) => {
  const asked = request(`${url}/socket.io/?EIO=4&transport=websocket`, {
    headers: { 'connection': 'Upgrade', 'upgrade': 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' },
  })
  asked.on('response', resolve).on('error', reject).on('upgrade', () => reject(new Error('it was let in'))).end()
})

it('a connection too many is answered 429 with Retry-After, over WebSocket and over polling', async () => {
  allowed = 0
  const answer = await upgrade()
  answer.resume()
  expect(answer.statusCode).toBe(429)
  expect(answer.headers['retry-after']).toBe('9')
  const polled = await fetch(`${url}/socket.io/?EIO=4&transport=polling`)
  expect(polled.status).toBe(429)
  expect(await polled.json()).toMatchObject({ type: 'urn:queuecast:problem:too-many-requests' })
  expect(refused).toBe(2)
})

it('only the first request of a connection is counted', async () => {
  const socket = connect(url, { transports: ['polling', 'websocket'], reconnection: false })
  await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
  await new Promise<void>((resolve) => (socket.io.engine.transport.name === 'websocket' ? resolve() : socket.io.engine.once('upgrade', () => resolve())))
  expect(refused).toBe(0)
  socket.close()
})
