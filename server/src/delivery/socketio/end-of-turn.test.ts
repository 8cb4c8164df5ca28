import type { Socket } from 'socket.io'
import { expect, it } from 'vitest'
import { LatestOnlySender } from './latest-only-sender.ts'

/** A socket as far as the sender looks at one that is no plain WebSocket; what it does is noted in `done`. */
function socket(name: string, done: string[], emit: () => void): Socket {
  const conn = { readyState: 'open', writeBuffer: [], transport: { name: 'polling', writable: true }, close: () => done.push(`${name} closed`) }
  return { nsp: { name: '/contact' }, connected: true, conn, emit } as unknown as Socket
}

it('what one cannot be sent keeps nobody else waiting; its connection ends, so that it comes again', async () => {
  const done: string[] = []
  const broken = new LatestOnlySender(socket('broken', done, () => { throw new Error('no') }), true)
  const sound = new LatestOnlySender(socket('sound', done, () => done.push('sound sent')), true)
  broken.state('display', { seq: 1 })
  sound.state('display', { seq: 1 })
  expect(done).toEqual([])
  await Promise.resolve()
  expect(done).toEqual(['broken closed', 'sound sent'])
})
