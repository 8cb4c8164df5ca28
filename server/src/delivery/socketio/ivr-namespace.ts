import * as z from 'zod/mini'
import type { ClientSocket } from './client-socket.ts'
import type { IvrAdmission } from './admission.ts'
import type { SocketIoContext } from './socketio-deps.ts'

const answerSchema = z.object({ id: z.string().check(z.maxLength(256)), played: z.boolean() })

/**
 * One IVR on `/ivr`: `announce` and `stop` for every caller of its center. It answers `{id, played}`, as the acknowledgement of
 * `announce` or as an event `played`.
 */
export function serveIvr(socket: ClientSocket, { center }: IvrAdmission & { ok: true }, { announcer, counts }: SocketIoContext): void {
  const take = (answer: unknown): boolean => {
    const parsed = answerSchema.safeParse(answer)
    const taken = parsed.success && announcer?.answered(center, parsed.data.id, parsed.data.played) === true
    if (!taken) counts.toldIgnored?.()
    return taken
  }
  const leave = announcer?.join({
    center,
    announce: (announcement) => socket.emit('announce', announcement, take),
    stop: (id) => socket.emit('stop', { id }),
  })
  socket.on('played', (answer: unknown, acknowledge?: unknown) => {
    const taken = take(answer)
    if (typeof acknowledge === 'function') acknowledge({ taken })
  })
  socket.on('disconnect', () => leave?.())
}
