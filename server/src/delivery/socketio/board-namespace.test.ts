import type { Board } from '@queuecast/client-sdk/protocol'
import type { Socket as ClientSocket } from 'socket.io-client'
import { afterEach, describe, expect, it } from 'vitest'
import type { BoardSubscriber } from '../contract.ts'
import { makeQueueStatus } from '../testing/memory-source.ts'
import { next, refusal, type SocketHarness, startSocketHarness, WAYS } from '../testing/socket-harness.ts'

let harness: SocketHarness
afterEach(() => harness.close())

describe.each(WAYS)('%s', (_way, directFrames) => {
  const start: typeof startSocketHarness = (change = {}) => startSocketHarness({ directFrames, ...change })

  describe('/board', () => {
    const board: Board = {
      queues: [makeQueueStatus({ queue: 'support' }), makeQueueStatus({ queue: 'back-office' })], feeds: [], asOf: '2026-11-22T10:00:00.000Z', epoch: '0000000001', seq: 5 }
    const queues = async (socket: ClientSocket): Promise<string[]> => (await next<Board>(socket, 'board')).queues.map(({ queue }) => queue)

    it('shows all with a key or a session of our pages, public queues without', async () => {
      harness = await start()
      harness.source.putBoard('acme', board, ['support'])
      expect(await queues(harness.client('/board', { center: 'acme', key: 'read-key' }))).toEqual(['support', 'back-office'])
      expect(await queues(harness.client('/board', { center: 'acme' }, { extraHeaders: { cookie: 'session=1' } }))).toEqual(['support', 'back-office'])
      expect(await queues(harness.client('/board', { center: 'acme' }))).toEqual(['support'])
      expect(await queues(harness.client('/board', { center: 'acme' }, { extraHeaders: { cookie: 'session=2' } }))).toEqual(['support'])
    })

    it.each([[{ center: 'acme', key: 'wrong' }], [{ center: 'other', key: 'read-key' }], [{ center: 'secret' }], [{ key: 'read-key' }], [{ center: 'acme', key: 7 }]])(
      'refuses %j', async (auth) => {
        harness = await start()
      harness.source.putBoard('acme', board, ['support'])
        expect(await refusal(harness.client('/board', auth))).toMatchObject({ code: 'bad-token', retry: false })
      })

    it('sends changes, and forgets who went', async () => {
      const boards: BoardSubscriber[] = []
      harness = await start()
      harness.source.putBoard('acme', board, ['support'])
      const watch = harness.hub.watchBoard
      harness.hub.watchBoard = (subscriber) => {
        boards.push(subscriber)
        return watch(subscriber)
      }
      const socket = harness.client('/board', { center: 'acme', key: 'read-key' })
      await next(socket, 'board')
      harness.source.putBoard('acme', { ...board, queues: [makeQueueStatus({ queue: 'support', waiting: 9 })] })
      harness.hub.changed({ center: 'acme', contacts: new Set(), queues: new Set(['support']) })
      expect((await next<Board>(socket, 'board')).queues[0]?.waiting).toBe(9)
      expect(boards).toHaveLength(1)
    })
  })
})
