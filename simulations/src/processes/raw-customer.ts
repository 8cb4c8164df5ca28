import { connect, type Socket } from 'node:net'

const PING = Buffer.from([0x81, 0x01, 0x32])
/** Masked with zeros, which leaves the bytes as they are. */
const PONG = Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x33])

/**
 * A customer's socket made by hand (RFC 6455, Engine.IO 4, Socket.IO 5), joined to `/contact`: it costs its process next to
 * nothing, and reading from it can be stopped. Rejects where the server does not upgrade.
 */
export async function openRawCustomer(port: number, token: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  const failed = new Promise<never>((_resolve, reject) => socket.on('error', reject))
  failed.catch(() => undefined)
  socket.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16, 7).toString('base64')}\r\n\r\n`)
  const answer = await Promise.race([failed, new Promise<Buffer>((resolve) => socket.once('data', resolve))])
  if (!answer.toString('latin1').startsWith('HTTP/1.1 101')) throw new Error(`no upgrade: ${answer.toString('latin1').split('\r\n', 1)[0]}`)
  const text = Buffer.from(`40/contact,${JSON.stringify({ token, v: 1, lang: 'en' })}`)
  const frame = Buffer.alloc(8 + text.length)
  frame[0] = 0x81
  frame[1] = 0x80 | 126
  frame.writeUInt16BE(text.length, 2)
  text.copy(frame, 8)
  socket.write(frame)
  return socket
}

/** Reads everything, answers pings, and tells how many bytes came. */
export function keepReading(socket: Socket, onBytes: (bytes: Buffer) => void): void {
  socket.on('data', (bytes: Buffer) => {
    onBytes(bytes)
    if (bytes.includes(PING)) socket.write(PONG)
  })
}
