import { randomUUID } from 'node:crypto'
import type { ClientSocket } from '../client-socket.ts'
import { asciiJson, textFrame } from '../text-frame.ts'
import type { PlainConnection } from './plain-connection.ts'

type Listener = (payload: unknown, acknowledge?: unknown) => void

/** One client in one namespace over a plain WebSocket. */
export class PlainSocket implements ClientSocket {
  readonly nsp: { readonly name: string }
  readonly handshake: ClientSocket['handshake']
  readonly conn: PlainConnection
  #joined = false
  /** Few, so kept in a row: a name, its listener, the next name. */
  readonly #heard: (string | Listener)[] = []
  #answers: Map<number, (answer: unknown) => void> | undefined
  #asked = 0

  constructor(nsp: { readonly name: string }, auth: Record<string, unknown>, conn: PlainConnection) {
    this.nsp = nsp
    this.conn = conn
    this.handshake = { auth, headers: conn.headers }
  }

  get connected(): boolean {
    return this.#joined && this.conn.open
  }

  /** Tells the client that it joined, together with what is said to it next. False where it is gone. */
  accept(): boolean {
    if (!this.conn.open) return false
    this.#joined = true
    this.conn.writeWithNext(textFrame(`40${this.nsp.name},{"sid":"${randomUUID()}"}`))
    return true
  }

  emit(event: string, payload: unknown, answer?: (answer: unknown) => void): void {
    let id = ''
    if (answer !== undefined) {
      this.#answers ??= new Map()
      this.#answers.set(this.#asked, answer)
      id = String(this.#asked)
      this.#asked += 1
    }
    if (this.connected) this.conn.write(textFrame(`42${this.nsp.name},${id}[${asciiJson(event)},${asciiJson(payload)}]`))
  }

  on(event: string, listener: Listener): void {
    this.#heard.push(event, listener)
  }

  disconnect(_closesConnection: true): void {
    if (this.connected) this.conn.write(textFrame(`41${this.nsp.name},`))
    this.conn.close()
  }

  /** The client said something; where it wants an answer, `id` names it. */
  hear(event: string, args: readonly unknown[], id: number | undefined): void {
    if (!this.#joined) return
    const acknowledge = id === undefined ? undefined : (answer: unknown): void => {
      if (this.connected) this.conn.write(textFrame(`43${this.nsp.name},${id}[${asciiJson(answer ?? null)}]`))
    }
    // As Socket.IO calls its listeners: what was sent, then how to acknowledge it.
    if (args.length === 0 && acknowledge !== undefined) this.#call(event, acknowledge, undefined)
    else this.#call(event, args[0], acknowledge)
  }

  answered(id: number, [answer]: readonly unknown[]): void {
    const take = this.#answers?.get(id)
    this.#answers?.delete(id)
    take?.(answer)
  }

  /** It left, or its connection went. */
  gone(): void {
    if (!this.#joined) return
    this.#joined = false
    this.#call('disconnect', undefined, undefined)
  }

  #call(event: string, payload: unknown, acknowledge: unknown): void {
    for (let i = 0; i < this.#heard.length; i += 2) {
      const listener = this.#heard[i + 1]
      if (this.#heard[i] === event && typeof listener === 'function') listener(payload, acknowledge)
    }
  }
}
