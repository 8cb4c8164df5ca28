import type { AddressInfo } from 'node:net'
import { createServer, type RequestListener, type Server } from 'node:http'

/** A sender has so long for its headers, and for headers and body together; a fast one with the largest batch needs a second. */
export const HTTP_LIMITS = { headersTimeout: 15_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 16_384 } as const

/**
 * Connections that may wait to be accepted, as far as the system allows (`net.core.somaxconn`). Whoever finds this queue full is not
 * refused but dropped without a word, and tries again after 1, 3, 7, 15 … seconds: with Node's 511 the last of ten thousand customers
 * who come back at once was there after two minutes.
 */
const ACCEPT_QUEUE = 8_192

/** The server of a node: who sends slower than the limits is answered 408 and let go. */
export const createHttpServer = (listener: RequestListener, limits: Partial<Record<keyof typeof HTTP_LIMITS, number>> = {}): Server => {
  const server = createServer({ ...HTTP_LIMITS, ...limits }, listener)
  // Far more headers than any client of ours sends.
  server.maxHeadersCount = 100
  return server
}

/** Resolves with the address once it listens; rejects with the reason and the fix where it cannot. */
export function listen(http: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE'
      ? new Error(`port ${port} on ${host} is in use; stop what listens there, or set PORT to another`) : error))
    http.listen({ port, host, backlog: ACCEPT_QUEUE }, () => {
      const { port: bound } = http.address() as AddressInfo
      resolve(`http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${bound}`)
    })
  })
}
