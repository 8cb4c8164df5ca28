import type { Writable } from 'node:stream'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as ws from 'ws'
import { framesWork } from './frames-work.ts'
import { eventFrame } from './text-frame.ts'

// The types leave the receiver out.
const { Receiver } = ws as unknown as { Receiver: new (options: { isServer: boolean }) => Writable }

/** What a real WebSocket receiver makes of these bytes. */
function received(bytes: Buffer, cuts: readonly number[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const receiver = new Receiver({ isServer: false })
    const texts: string[] = []
    receiver.on('message', (data: Buffer) => texts.push(String(data)))
    receiver.on('error', reject)
    let from = 0
    for (const cut of [...cuts.map((share) => Math.floor(share * bytes.length)).toSorted((a, b) => a - b), bytes.length]) {
      receiver.write(bytes.subarray(from, cut))
      from = Math.max(from, cut)
    }
    receiver.end(() => resolve(texts))
  })
}

describe('hand-made frames', () => {
  it('are read by a real receiver as the event that was meant, however the bytes are cut', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(0, 100, 60_000, 70_000), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
      async (text, filler, cuts) => {
        const payload = { text, filler: 'é'.repeat(filler / 6) }
        const bytes = Buffer.from(eventFrame('/contact', 'display', payload) + eventFrame('/contact', 'fresh', { seq: 1 }), 'latin1')
        const texts = await received(bytes, cuts)
        expect(texts).toHaveLength(2)
        expect(texts[0]?.startsWith('42/contact,["display",')).toBe(true)
        expect(JSON.parse(texts[0]?.slice('42/contact,'.length) ?? '')).toEqual(['display', JSON.parse(JSON.stringify(payload))])
        expect(texts[1]).toBe('42/contact,["fresh",{"seq":1}]')
      }), { numRuns: 60 })
  })

  it('work on this machine and with these versions, as each start tries', async () => {
    expect(await framesWork()).toBe(true)
  })
})
