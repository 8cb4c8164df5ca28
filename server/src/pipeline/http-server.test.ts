import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Server } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { createHttpServer, HTTP_LIMITS, listen } from './http-server.ts'

let server: Server
const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server.closeAllConnections()
  server.close()
})
async function start(limits: Parameters<typeof createHttpServer>[1]): Promise<number> {
  server = createHttpServer((request, response) => {
    request.resume().on('end', () => response.end('ok')).on('error', () => undefined)
  }, limits)
  await listen(server, '127.0.0.1', 0)
  return (server.address() as AddressInfo).port
}
/** What the server says until it closes the connection. */
const said = (port: number, text: string): Promise<string> => new Promise((resolve) => {
  let heard = ''
  const socket = connect(port, '127.0.0.1', () => socket.write(text))
  sockets.push(socket)
  socket.on('data', (chunk) => { heard += String(chunk) }).on('error', () => undefined).on('close', () => resolve(heard))
})

it('a body that never ends is answered 408 and the connection closed', async () => {
  const port = await start({ requestTimeout: 200, headersTimeout: 100, connectionsCheckingInterval: 20 })
  expect(await said(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nslow')).toMatch(/^HTTP\/1\.1 408 /)
})

it('headers that never end are answered 408 too', async () => {
  const port = await start({ requestTimeout: 200, headersTimeout: 100, connectionsCheckingInterval: 20 })
  expect(await said(port, 'GET / HTTP/1.1\r\nHost: x\r\nX-One: 1\r\n')).toMatch(/^HTTP\/1\.1 408 /)
})

it('headers of more than 16 KB are answered 431', async () => {
  const port = await start({})
  expect(await said(port, `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(HTTP_LIMITS.maxHeaderSize)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
})

it('two ways to say where a body ends are refused: nothing is smuggled past a proxy', async () => {
  const port = await start({})
  expect(await said(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /admin HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
})
