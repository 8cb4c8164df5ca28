import { connect, createServer, type Socket } from 'node:net'
import { once } from 'node:events'

/** `cut` ends connections and refuses new ones; the others swallow what goes that way while the connection stays open, as a lost route does. */
export type ProxyMode = 'pass' | 'cut' | 'swallow-to-target' | 'swallow-from-target' | 'swallow-both'

/** A TCP proxy whose route can be broken in each direction and led elsewhere. */
export interface TcpProxy {
  readonly port: number
  mode(mode: ProxyMode): void
  /** New connections go there; those that stand are ended. */
  lead(toPort: number): void
  close(): Promise<void>
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let target = targetPort
  let mode: ProxyMode = 'pass'
  const open = new Set<Socket>()
  const keep = (socket: Socket): void => {
    open.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket))
  }
  const server = createServer((incoming) => {
    keep(incoming)
    if (mode === 'cut') return void incoming.destroy()
    const outgoing = connect(target, '127.0.0.1')
    keep(outgoing)
    incoming.on('close', () => outgoing.destroy())
    outgoing.on('close', () => incoming.destroy())
    // Bytes that were swallowed are gone for good, so such a connection can only end.
    let torn = false
    const pass = (from: Socket, to: Socket, swallowedBy: readonly ProxyMode[]): void => {
      from.on('data', (bytes: Buffer) => {
        if (swallowedBy.includes(mode)) torn = true
        else if (torn) incoming.destroy()
        else if (!to.write(bytes)) {
          from.pause()
          to.once('drain', () => from.resume())
        }
      })
    }
    pass(incoming, outgoing, ['swallow-to-target', 'swallow-both'])
    pass(outgoing, incoming, ['swallow-from-target', 'swallow-both'])
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const endAll = (): void => { for (const socket of open) socket.destroy() }
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    mode(next) {
      mode = next
      if (next === 'cut') endAll()
    },
    lead(toPort) {
      target = toPort
      endAll()
    },
    async close() {
      const closed = new Promise<void>((resolve) => { server.close(() => resolve()) })
      endAll()
      await closed
    },
  }
}
