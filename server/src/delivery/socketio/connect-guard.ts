import type { IncomingMessage, ServerResponse } from 'node:http'

/** May one more connection come from where this request comes? */
export type AdmitConnection = (request: IncomingMessage) => Promise<{ ok: true } | { ok: false; retryAfterSeconds: number }>

const PROBLEM = { type: 'urn:queuecast:problem:too-many-requests', title: 'Too much at once', status: 429, detail: 'this address opens more connections than it may' }

/** An Engine.IO middleware: a connection too many is answered 429 before anything is kept for it. Requests of a known session pass. */
export function guardConnects(admit: AdmitConnection, refused: () => void): (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void {
  return (request, response, next) => {
    if (new URL(request.url ?? '', 'http://localhost').searchParams.has('sid')) return next()
    void admit(request).then((answer) => {
      if (answer.ok) return next()
      refused()
      const body = JSON.stringify(PROBLEM)
      const headers = { 'content-type': 'application/problem+json', 'content-length': String(Buffer.byteLength(body)), 'cache-control': 'no-store', 'retry-after': String(answer.retryAfterSeconds) }
      if (request.headers.upgrade === undefined) return void response.writeHead(429, headers).end(body)
      // An upgrade has no response yet; it is written by hand.
      const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
      return void request.socket.end(`HTTP/1.1 429 Too Many Requests\r\nconnection: close\r\n${head}\r\n${body}`)
    })
  }
}
