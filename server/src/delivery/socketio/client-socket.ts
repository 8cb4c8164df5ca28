/** The connection under a client; closing it lets a stock client come back by itself. */
export interface ClientConnection { close(discard?: boolean): unknown }

/** The headers of the request that opened a connection, as far as anyone here looks at them. */
export interface ClientHeaders { readonly host?: string | undefined; readonly origin?: string | undefined; readonly cookie?: string | undefined; readonly 'accept-language'?: string | undefined }

/** One client in one namespace, as far as it is used here: Socket.IO's own `Socket`, or ours over a plain WebSocket. */
export interface ClientSocket {
  readonly nsp: { readonly name: string }
  readonly handshake: { readonly auth: Record<string, unknown>; readonly headers: ClientHeaders }
  readonly connected: boolean
  readonly conn: ClientConnection
  emit(event: string, payload: unknown, answer?: (answer: unknown) => void): unknown
  on(event: string, listener: (payload: unknown, acknowledge?: unknown) => void): unknown
  /** For good: a stock client does not come back. */
  disconnect(closesConnection: true): unknown
}
