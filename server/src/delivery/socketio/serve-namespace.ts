import type { RefusalCode } from '@queuecast/client-sdk/protocol'
import type { ClientSocket } from './client-socket.ts'
import { refuse } from './refuse.ts'
import type { SocketIoContext } from './socketio-deps.ts'

type Decided<A> = A | { ok: false; code: RefusalCode }

/** Who may join a namespace, and what begins when it does. */
export interface Namespace<A> {
  admit(socket: ClientSocket, context: SocketIoContext): Promise<Decided<A>>
  run(socket: ClientSocket, admission: A, context: SocketIoContext): void
}

/** A namespace in service, whatever carries its clients. */
export interface ServedNamespace {
  /** Resolves with what begins once the client is told that it joined; never rejects. */
  decide(socket: ClientSocket): Promise<() => void>
  /** Looks again whether it may; who may not any more is told and let go. */
  recheck(socket: ClientSocket): Promise<void>
}

export function serveNamespace<A extends { ok: true }>({ admit, run }: Namespace<A>, context: SocketIoContext, isFull: () => boolean): ServedNamespace {
  /** Those who see only a part; nearly all see what is theirs. */
  const narrow = new WeakSet<ClientSocket>()

  async function decided(socket: ClientSocket): Promise<Decided<A>> {
    if (isFull()) return { ok: false, code: 'overloaded' }
    try {
      return await admit(socket, context)
    } catch (error) {
      context.counts.failed?.(error)
      return { ok: false, code: 'overloaded' }
    }
  }

  function begin(socket: ClientSocket, admission: Decided<A>): void {
    if (!admission.ok) {
      context.counts.refused?.(admission.code)
      refuse(socket, admission.code)
      return
    }
    if (isNarrow(admission)) narrow.add(socket)
    try {
      run(socket, admission, context)
    } catch (error) {
      context.counts.failed?.(error)
      refuse(socket, 'overloaded')
    }
  }

  return {
    async decide(socket) {
      const admission = await decided(socket)
      return () => begin(socket, admission)
    },
    async recheck(socket) {
      const again = await admit(socket, context)
      if (!again.ok) refuse(socket, again.code)
      // It may still come, and sees less or more then: it comes again for that.
      else if (narrow.has(socket) !== isNarrow(again)) refuse(socket, 'draining')
    },
  }
}

/** What an admission opens, whatever the moment it was given. */
const isNarrow = (admission: object): boolean => 'publicOnly' in admission && admission.publicOnly === true
