import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import type { Display } from '@queuecast/client-sdk/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { contactAuth, next, refusal, type SocketHarness, startSocketHarness, WAYS } from '../testing/socket-harness.ts'

let harness: SocketHarness
afterEach(() => harness.close())

describe.each(WAYS)('%s', (_way, directFrames) => {
  const start: typeof startSocketHarness = (change = {}) => startSocketHarness({ directFrames, ...change })

  describe('clients that misbehave', () => {
    it('one that never joins is dropped', async () => {
      harness = await start({ limits: { joinTimeoutMs: 200 } })
      const raw = harness.raw()
      await raw.closed
      expect(harness.attached.connected).toBe(0)
    })

    it('one that joins the root namespace is told where to go', async () => {
      harness = await start()
      const error = await next<Error>(harness.client('/', contactAuth('c-1')), 'connect_error')
      expect(error.message).toBe('join /contact, /board or /ivr')
    })

    it('one that leaves its namespace and stays is dropped', async () => {
      harness = await start({ limits: { joinTimeoutMs: 100 } })
      const raw = harness.raw()
      await raw.opened
      raw.send('40/contact,{"token":"token:c-1","v":1}')
      raw.onText((text) => {
        if (text.startsWith('2/contact,["display"')) raw.send('41/contact,')
      })
      await raw.closed
      expect(harness.hub.connected).toBe(0)
    })

    it('one that joins over and over is dropped', async () => {
      harness = await start()
      const raw = harness.raw()
      await raw.opened
      for (let count = 0; count < 20; count += 1) raw.send('40/contact,{"token":"token:c-1","v":1}')
      await raw.closed
      expect(harness.hub.connected).toBe(0)
    })

    it('one that floods is told and dropped, others go on', async () => {
      harness = await start({ limits: { inboundBurst: 10, inboundPerSecond: 1 } })
      const [bad, good] = [harness.client('/contact', contactAuth('c-1')), harness.client('/contact', contactAuth('c-2'))]
      await Promise.all([next(bad, 'display'), next(good, 'display')])
      const ended = refusal(bad)
      for (let count = 0; count < 50; count += 1) bad.emit('told', { seq: count, level: 'shown' })
      expect(await ended).toMatchObject({ code: 'overloaded' })
      expect(await good.emitWithAck('told', { seq: 10, level: 'received' })).toEqual({ taken: true })
    })

    it('one that sends too much at once is dropped', async () => {
      harness = await start()
      const socket = harness.client('/contact', contactAuth('c-1'))
      await next(socket, 'display')
      const gone = next<string>(socket, 'disconnect')
      socket.emit('told', 'x'.repeat(100_000))
      await gone
      expect(harness.hub.connected).toBe(0)
    })

    it.each(['{', '40/contact,{"token":', '42/contact,["told"', '451-/contact,["told",{"_placeholder":true,"num":0}]', '9', ''])('one that sends %j harms nobody', async (bytes) => {
      harness = await start()
      const good = harness.client('/contact', contactAuth('c-2'))
      await next(good, 'display')
      const raw = harness.raw()
      await raw.opened
      raw.send('40/contact,{"token":"token:c-1","v":1}')
      raw.send(bytes)
      raw.close()
      await raw.closed
      expect(await good.emitWithAck('told', { seq: 10, level: 'received' })).toEqual({ taken: true })
    })

    it('one that speaks no HTTP harms nobody', async () => {
      harness = await start()
      const raw = connectTcp(Number(new URL(harness.url).port), '127.0.0.1')
      raw.write('GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\nrubbish')
      raw.on('error', () => undefined)
      raw.resume()
      await once(raw, 'close')
      expect(await next<Display>(harness.client('/contact', contactAuth('c-2')), 'display')).toMatchObject({ contact: 'c-2' })
    })
  })
})
