import type { Display } from '@queuecast/client-sdk/protocol'
import { describe, expect, it } from 'vitest'
import { makeDisplay } from '../../delivery/testing/memory-source.ts'
import type { SendResult } from './graph-client.ts'
import { nextNotice } from '../../delivery/outputs/index.ts'
import { createWhatsappNotifier, type WhatsappNotifier } from './notifier.ts'
import { callbackData } from './translate.ts'

const HOUR_MS = 3_600_000

class Stage {
  nowMs = 1_000_000
  sent: { to: string; text: string; callbackData: string }[] = []
  log: unknown[] = []
  results: SendResult[] = []
  watching = new Map<string, (display: Display) => void>()
  readonly notifier: WhatsappNotifier
  place = 9

  constructor() {
    this.notifier = createWhatsappNotifier({
      now: () => this.nowMs, optInWords: ['Queue', 'wachtrij'], pause: () => Promise.resolve(), log: (message, fields) => this.log.push({ message, ...fields }),
      watch: (contact, send) => {
        this.watching.set(contact, send)
        send(this.#display(contact))
        return () => { this.watching.delete(contact) }
      },
      graph: { send: (message) => {
        this.sent.push(message)
        return Promise.resolve(this.results.shift() ?? { ok: true })
      } },
    })
  }

  #display(contact: string, change: Partial<Display> = {}): Display {
    return makeDisplay({
      center: 'acme', contact, seq: 7, state: 'waiting', position: this.place, text: { lang: 'en', sentence: `You are number ${this.place}.` }, ...change,
    })
  }

  wrote(text: string, contact = 'c-1'): this {
    this.notifier.wrote(contact, '16505551234', text, this.nowMs)
    return this
  }

  async shows(change: Partial<Display> = {}): Promise<this> {
    if (change.position !== undefined) this.place = change.position
    this.watching.get('c-1')?.(this.#display('c-1', change))
    // What is sent goes through promises only.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
    return this
  }

  texts(): string[] { return this.sent.map(({ text }) => text) }
}
const revised = { revision: { fromSeconds: 180, toSeconds: 240 }, text: { lang: 'en', sentence: 'You are number 5.', revision: 'It takes longer.' } } as const

describe('messages to WhatsApp customers', () => {
  it('go only to those who asked, in any case of letters', async () => {
    const stage = new Stage().wrote('where is my order')
    await stage.shows({ position: 5 })
    expect([stage.sent, stage.notifier.size]).toEqual([[], 0])
    await stage.wrote(' WACHTRIJ ').shows()
    expect(stage.sent).toEqual([{ to: '16505551234', text: 'You are number 5.', callbackData: callbackData('c-1', 7) }])
  })

  it('[OU4] are three at most: receipt, one revision, nearly your turn', async () => {
    const stage = new Stage().wrote('queue')
    await stage.shows()
    await stage.shows({ position: 6 })
    await stage.shows({ position: 5, ...revised })
    await stage.shows({ position: 4, ...revised })
    await stage.shows({ position: 2 })
    await stage.shows({ position: 1 })
    await stage.shows({ position: 2 })
    expect(stage.texts()).toEqual(['You are number 9.', 'It takes longer.\nYou are number 5.', 'You are number 2.'])
  })

  it('[OU4] say nothing where nothing may be told, nor where nobody waits', () => {
    const { position: _place, ...untold } = makeDisplay({ center: 'acme', contact: 'c-1', wait: { known: false, reason: 'shadow' } })
    expect(nextNotice(untold, new Set())).toBeUndefined()
    expect(nextNotice({ ...untold, answerBy: '2026-11-22T12:00:00Z' }, new Set())).toMatchObject({ kind: 'receipt' })
    for (const state of ['unknown', 'paused', 'connecting', 'closed'] as const) expect(nextNotice(makeDisplay({ center: 'acme', contact: 'c-1', state }), new Set())).toBeUndefined()
  })

  it('tell who is nearly next at once only once', async () => {
    const stage = new Stage()
    stage.place = 2
    await stage.wrote('queue').shows({ position: 1 })
    expect(stage.texts()).toEqual(['You are number 2.'])
  })

  it('end with the wait, and with STOP; the address goes with them', async () => {
    const stage = new Stage().wrote('queue')
    await stage.shows({ state: 'answered' })
    expect([stage.notifier.size, stage.watching.size]).toEqual([0, 0])
    const stopped = new Stage().wrote('queue')
    await stopped.shows()
    await stopped.wrote('Stop').shows({ position: 1 })
    expect([stopped.texts(), stopped.notifier.size]).toEqual([['You are number 9.'], 0])
  })

  it('keep to the 24 hours after the customer\'s last message, and each message begins them anew', async () => {
    const stage = new Stage().wrote('queue')
    await stage.shows()
    stage.nowMs += 20 * HOUR_MS
    stage.wrote('still there?')
    stage.nowMs += 23 * HOUR_MS
    await stage.shows({ position: 5, ...revised })
    expect(stage.texts()).toHaveLength(2)
    stage.nowMs += 2 * HOUR_MS
    await stage.shows({ position: 1 })
    expect([stage.texts().length, stage.notifier.size]).toEqual([2, 0])
  })

  it('are repeated once where the platform is too busy, and given up with a code where it refuses', async () => {
    const busy = new Stage()
    busy.results = [{ ok: false, code: 130_429, again: true }]
    await busy.wrote('queue').shows()
    expect([busy.sent.length, busy.notifier.size]).toEqual([2, 1])
    const refused = new Stage()
    refused.results = [{ ok: false, code: 131_047, again: false }]
    await refused.wrote('queue').shows()
    await refused.shows({ position: 1 })
    expect([refused.sent.length, refused.notifier.size]).toEqual([1, 0])
    expect(refused.log).toEqual([{ message: 'a WhatsApp message was not sent', code: 131_047, notice: 'receipt' }])
    expect(JSON.stringify(refused.log)).not.toContain('1650')
  })
})
