import type { Display, Fresh } from '@queuecast/client-sdk/protocol'
import type { ClientSocket } from './client-socket.ts'
import type { ContactAdmission } from './admission.ts'
import { atInstant } from './expiry.ts'
import { LatestOnlySender } from './latest-only-sender.ts'
import { refuse } from './refuse.ts'
import type { SocketIoContext } from './socketio-deps.ts'
import { createToldReceipts } from './told-receipts.ts'
import { wantedLanguages } from './wanted-languages.ts'

const VIA = 'socketio'

/** One customer on `/contact`: its display at once and on each change, `fresh`, and receipts by `told`. */
export function serveContact(socket: ClientSocket, admission: ContactAdmission & { ok: true }, context: SocketIoContext): void {
  const { center, contact, expiresAtMs } = admission
  const sender = new LatestOnlySender(socket, context.directFrames)
  const receipts = createToldReceipts(VIA)

  socket.on('told', (payload: unknown, acknowledge?: unknown) => {
    const told = receipts.take(payload)
    if (told === undefined) context.counts.toldIgnored?.()
    else void note(told)
    if (typeof acknowledge === 'function') acknowledge({ taken: told !== undefined })
  })

  async function note(told: Parameters<SocketIoContext['told']>[2]): Promise<void> {
    try {
      await context.told(center, contact, told)
    } catch (error) {
      context.counts.failed?.(error)
    }
  }

  const leave = context.hub.watchContact({
    center, contact, via: VIA,
    langs: wantedLanguages(socket.handshake.auth['lang'], socket.handshake.headers['accept-language']),
    send(display: Display) {
      receipts.sent(display.seq)
      sender.state('display', display)
    },
    fresh(fresh: Fresh) {
      receipts.sent(fresh.seq)
      sender.renewal('fresh', fresh)
    },
  })
  const callOff = atInstant(expiresAtMs, context.nowMs, () => {
    context.counts.refused?.('expired')
    refuse(socket, 'expired')
  })
  socket.on('disconnect', () => {
    callOff()
    leave()
  })
}
