import type { Display } from '@queuecast/client-sdk/protocol'
import type { Socket as ClientSocket } from 'socket.io-client'
import { afterEach, describe, expect, it } from 'vitest'
import { makeDisplay } from '../testing/memory-source.ts'
import { contactAuth, next, refusal, type SocketHarness, startSocketHarness, WAYS } from '../testing/socket-harness.ts'

let harness: SocketHarness
afterEach(() => harness.close())

describe.each(WAYS)('%s', (_way, directFrames) => {
  const start: typeof startSocketHarness = (change = {}) => startSocketHarness({ directFrames, ...change })

  describe('/contact with a stock client', () => {
    it.each([['websocket'], ['polling'], ['polling', 'websocket']])('gets the display at once, then changes, over %s %s', async (...transports) => {
      harness = await start()
      const socket = harness.client('/contact', contactAuth('c-1'), { transports })
      expect((await next<Display>(socket, 'display')).position).toBe(3)
      harness.source.put(makeDisplay({ center: 'acme', contact: 'c-1', state: 'connecting', seq: 11 }))
      harness.changed('c-1')
      expect(await next<Display>(socket, 'display')).toMatchObject({ state: 'connecting', seq: 11 })
    })

    it('gets its own display only', async () => {
      harness = await start()
      const [one, two] = [harness.client('/contact', contactAuth('c-1')), harness.client('/contact', contactAuth('c-2'))]
      const displays = await Promise.all([next<Display>(one, 'display'), next<Display>(two, 'display')])
      expect(displays.map((display) => display.contact)).toEqual(['c-1', 'c-2'])
      one.onAny((_event, payload: Display) => expect(payload.contact ?? 'c-1').toBe('c-1'))
      harness.source.put(makeDisplay({ center: 'acme', contact: 'c-2', state: 'answered', seq: 12 }))
      harness.changed('c-2')
      expect(await next<Display>(two, 'display')).toMatchObject({ contact: 'c-2', state: 'answered' })
    })

    it('confirms what it was told, once for each level, and nothing it was not sent', async () => {
      harness = await start()
      const socket = harness.client('/contact', contactAuth('c-1'))
      const display = await next<Display>(socket, 'display')
      const say = (payload: unknown): Promise<unknown> => socket.emitWithAck('told', payload)
      expect(await say({ seq: display.seq, level: 'received' })).toEqual({ taken: true })
      expect(await say({ seq: display.seq, level: 'received' })).toEqual({ taken: false })
      expect(await say({ seq: display.seq, level: 'shown' })).toEqual({ taken: true })
      for (const bad of [{ seq: display.seq + 1, level: 'shown' }, { seq: 'x', level: 'shown' }, { seq: 1, level: 'played' }, undefined, 'nonsense', [1]]) {
        expect(await say(bad)).toEqual({ taken: false })
      }
      expect(harness.told).toEqual(['received', 'shown'].map((level) => ({ center: 'acme', contact: 'c-1', told: { seq: 10, level, via: 'socketio' } })))
    })

    it('stays connected when a receipt cannot be stored', async () => {
      const failures: unknown[] = []
      harness = await start({ told: () => Promise.reject(new Error('store away')), counts: { failed: (error) => failures.push(error) } })
      const socket = harness.client('/contact', contactAuth('c-1'))
      const { seq } = await next<Display>(socket, 'display')
      await socket.emitWithAck('told', { seq, level: 'received' })
      expect(await socket.emitWithAck('told', { seq, level: 'shown' })).toEqual({ taken: true })
      expect(failures).toHaveLength(2)
    })
  })

  describe('refusals', () => {
    it.each([
      ['a token that is not one', { token: 'nonsense', v: 1 }, 'bad-token', false],
      ['no token', { v: 1 }, 'bad-token', false],
      ['a token that is no text', { token: { toString: 1 }, v: 1 }, 'bad-token', false],
      ['an expired token', { token: 'old:c-1', v: 1 }, 'expired', false],
      ['another protocol version', { token: 'token:c-1', v: 2 }, 'wrong-version', false],
      ['no protocol version', { token: 'token:c-1' }, 'wrong-version', false],
      ['a center that this node does not serve', { token: 'token:stray', v: 1 }, 'elsewhere', true],
    ])('%s is told, then the socket goes', async (_what, auth, code, retry) => {
      harness = await start()
      expect(await refusal(harness.client('/contact', auth))).toMatchObject({ code, retry })
    })

    it('a final refusal keeps a stock client from coming back, another lets it', async () => {
      harness = await start()
      expect((await refusal(harness.client('/contact', { token: 'nonsense', v: 1 }))).gone).toBe('io server disconnect')
      harness.state.draining = true
      const socket = harness.client('/contact', contactAuth('c-1'), { reconnection: true, reconnectionDelay: 10, randomizationFactor: 0 })
      const answer = await refusal(socket)
      expect(answer).toMatchObject({ code: 'draining', retry: true, gone: 'transport close' })
      expect(answer.after).toBeGreaterThan(0)
      harness.state.draining = false
      expect((await next<Display>(socket, 'display')).contact).toBe('c-1')
    })

    it('a token that expires while it is used ends the connection', async () => {
      harness = await start()
      harness.state.expiresAtMs = Date.now() + 300
      const socket = harness.client('/contact', contactAuth('c-1'))
      const ended = refusal(socket)
      await next(socket, 'display')
      expect(await ended).toMatchObject({ code: 'expired', retry: false })
    })

    it('too many connections are sent away to come back later', async () => {
      harness = await start({ limits: { maxConnections: 1 } })
      await next(harness.client('/contact', contactAuth('c-1')), 'display')
      expect(await refusal(harness.client('/contact', contactAuth('c-2')))).toMatchObject({ code: 'overloaded', retry: true })
    })

    it('a drained node sends everyone away', async () => {
      harness = await start()
      const socket = harness.client('/contact', contactAuth('c-1'))
      await next(socket, 'display')
      const ended = refusal(socket)
      await harness.attached.drain()
      expect(await ended).toMatchObject({ code: 'draining', retry: true })
    })

    it('a page of an origin that is not allowed gets nothing', async () => {
      harness = await start({ allowOrigin: (origin) => origin === 'https://acme.example' })
      const from = (origin: string): ClientSocket => harness.client('/contact', contactAuth('c-1'), { extraHeaders: { origin } })
      expect(await refusal(from('https://other.example'))).toMatchObject({ code: 'bad-token' })
      expect(await next<Display>(from('https://acme.example'), 'display')).toMatchObject({ contact: 'c-1' })
      expect(await next<Display>(from(harness.url), 'display')).toMatchObject({ contact: 'c-1' })
    })
  })

  it('with several nodes only WebSocket is offered', async () => {
    harness = await start({ websocketOnly: true })
    const polling = harness.client('/contact', contactAuth('c-1'), { transports: ['polling'] })
    await next(polling, 'connect_error')
    expect(await next<Display>(harness.client('/contact', contactAuth('c-1')), 'display')).toMatchObject({ contact: 'c-1' })
  })

  it('leaves all other requests to the HTTP server', async () => {
    harness = await start()
    expect(await (await fetch(`${harness.url}/acme/wallboard`)).text()).toBe('page')
  })
})
