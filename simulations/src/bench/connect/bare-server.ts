import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

/** The reference: stock Socket.IO that sends the display in the file to whoever joins `/contact`, and knows no token. */
const display: unknown = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const http = createServer((_request, response) => response.end())
const io = new Server(http, { serveClient: false, transports: ['websocket'], perMessageDeflate: false })
io.of('/contact').on('connection', (socket) => { socket.emit('display', display) })
// As long a queue of those not yet accepted as ours: with Node's own the last of ten thousand comes after two minutes.
http.listen({ port: 0, host: '127.0.0.1', backlog: 8_192 }, () => console.log(`port ${(http.address() as AddressInfo).port}`))
