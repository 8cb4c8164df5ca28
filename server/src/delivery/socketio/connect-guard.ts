import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Turnstile } from './turnstile.ts'

export type ConnectionAnswer = { ok: true } | { ok: false; retryAfterSeconds: number }
/** May one more connection come from where this request comes? */
export type AdmitConnection = (request: IncomingMessage) => Promise<ConnectionAnswer>

const BODY = JSON.stringify({ type: 'urn:queuecast:problem:too-many-requests', title: 'Too much at once', status: 429, detail: 'this address opens more connections than it may' })

const headersOf = (retryAfterSeconds: number): Record<string, string> =>
  ({ 'content-type': 'application/problem+json', 'content-length': String(Buffer.byteLength(BODY)), 'cache-control': 'no-store', 'retry-after': String(retryAfterSeconds) })

export interface ConnectGuard {
  admit: AdmitConnection
  refused(): void
  /** Lets those who are admitted in, a few at a time. */
  turnstile: Pick<Turnstile, 'pass'>
}

/** An Engine.IO middleware: a connection too many is answered 429 before anything is kept for it. Requests of a known session pass. */
export function guardConnects(guard: ConnectGuard): (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void {
  const upgrades = guardUpgrades(guard)
  return (request, response, next) => {
    if (new URL(request.url ?? '', 'http://localhost').searchParams.has('sid')) return next()
    if (request.headers.upgrade !== undefined) return upgrades(request, next)
    void guard.admit(request).then((answer) => {
      if (answer.ok) return guard.turnstile.pass(next)
      guard.refused()
      return void response.writeHead(429, headersOf(answer.retryAfterSeconds)).end(BODY)
    })
  }
}

/** The same for a request to upgrade. It has no response yet; one is written by hand. */
export function guardUpgrades({ admit, refused, turnstile }: ConnectGuard): (request: IncomingMessage, enter: () => void) => void {
  return (request, enter) => {
    void admit(request).then((answer) => {
      if (answer.ok) return turnstile.pass(enter)
      refused()
      const head = Object.entries(headersOf(answer.retryAfterSeconds)).map(([name, value]) => `${name}: ${value}\r\n`).join('')
      return void request.socket.end(`HTTP/1.1 429 Too Many Requests\r\nconnection: close\r\n${head}\r\n${BODY}`)
    })
  }
}
