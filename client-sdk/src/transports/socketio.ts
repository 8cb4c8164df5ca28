import { io } from 'socket.io-client'
import type { ContactTarget } from '../contact-target.ts'
import { PROTOCOL_VERSION, readDisplay, readFresh, readRefused, refusalCodeSchema } from '../protocol/index.ts'
import type { Refused } from '../protocol/index.ts'
import { untilEnded } from './transport.ts'
import type { TransportHandlers, TransportSession } from './transport.ts'

/** A namespace may refuse in its middleware: the code is then in the error's `data`, or is its message. */
function refusalIn(error: Error & { data?: unknown }): Refused | undefined {
  const code = refusalCodeSchema.options.find((known) => known === error.message)
  return readRefused(error.data) ?? (code === undefined ? undefined : { code, retry: code === 'overloaded' || code === 'draining' || code === 'elsewhere' })
}

/** Socket.IO over WebSocket to the namespace `/contact`. Engine.IO's own polling is never used: SSE is the fallback. */
export function openSocketio(target: ContactTarget, handlers: TransportHandlers): TransportSession {
  const report = untilEnded(handlers)
  const socket = io(`${target.origin}/contact`, {
    path: `${target.prefix}/socket.io`,
    transports: ['websocket'],
    // The one loop reconnects, and a shared manager would outlive its session.
    reconnection: false, forceNew: true, multiplex: false, autoConnect: false,
    auth: { token: target.token, v: PROTOCOL_VERSION, ...(target.lang === undefined ? {} : { lang: target.lang }) },
  })
  const end = () => {
    report.end()
    socket.off()
    socket.disconnect()
  }
  socket.on('display', (payload: unknown) => {
    const display = readDisplay(payload)
    if (display !== undefined) report.display(display)
  })
  socket.on('fresh', (payload: unknown) => {
    const fresh = readFresh(payload)
    if (fresh !== undefined) report.fresh(fresh)
  })
  socket.on('refused', (payload: unknown) => {
    const refused = readRefused(payload)
    if (refused !== undefined) report.refused(refused)
  })
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    const refused = refusalIn(error)
    if (refused === undefined) report.failed({ message: error.message })
    else report.refused(refused)
  })
  socket.on('disconnect', (reason) => report.failed({ message: reason }))
  socket.connect()
  return {
    told: (told) => { if (socket.connected) socket.emit('told', told) },
    close: end,
  }
}
