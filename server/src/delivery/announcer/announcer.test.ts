import { describe, expect, it } from 'vitest'
import { createFakeTime, createMemorySource, makeDisplay } from '../testing/index.ts'
import { type Announcement, createAnnouncer } from './announcer.ts'

const CENTER = 'acme'

function bench(cadence?: Parameters<typeof createAnnouncer>[0]['cadence']) {
  const time = createFakeTime()
  const source = createMemorySource([CENTER])
  const waiting = new Set<string>()
  const said: Announcement[] = []
  const stopped: string[] = []
  const played: { contact: string; seq: number }[] = []
  const announcer = createAnnouncer({
    source, waitingContacts: () => waiting, nowMs: time.now, timers: time.timers,
    played: (_center, contact, seq) => played.push({ contact, seq }), ...(cadence === undefined ? {} : { cadence }),
  })
  return {
    time, source, announcer, said, stopped, played, waiting,
    join: () => announcer.join({ center: CENTER, announce: (announcement) => said.push(announcement), stop: (id) => stopped.push(id) }),
    show: (contact: string, change: Parameters<typeof makeDisplay>[0] | object = {}) => {
      source.put(makeDisplay({ center: CENTER, contact, ...change }))
      announcer.changed({ center: CENTER, contacts: new Set([contact]), queues: new Set(['support']) })
    },
  }
}
const sentence = (text: string) => ({ text: { lang: 'en', sentence: text } })

describe('announcer', () => {
  it('[IV8] speaks at once to who waits when an IVR joins and to who joins later, and to nobody on chat', () => {
    const { announcer, source, waiting, join, show, time, said } = bench()
    for (const [contact, channel] of [['c-1', 'voice'], ['c-2', 'chat']] as const) {
      waiting.add(contact)
      source.put(makeDisplay({ center: CENTER, contact, channel }))
    }
    join()
    time.advance(250)
    show('c-3')
    time.advance(250)
    expect(said.map(({ contact, queue }) => [contact, queue])).toEqual([['c-1', 'support'], ['c-3', 'support']])
    expect(said[0]).toMatchObject({ text: 'You will probably be answered within 4 minutes.', plan: { segments: [{ position: 1 }] } })
    expect(announcer.callers).toBe(2)
  })

  it('[IV8] says news after the least gap and repeats at the cadence, shorter', () => {
    const { join, show, time, said } = bench()
    join()
    show('c-1', sentence('Third.'))
    time.advance(1_000)
    show('c-1', sentence('Second.'))
    time.advance(18_000)
    expect(said).toHaveLength(1)
    time.advance(2_000)
    expect(said.map(({ text }) => text)).toEqual(['Third.', 'Second.'])
    time.advance(61_000)
    expect(said.at(-1)?.text).toBe('Still probably within 4 minutes.')
    expect(said).toHaveLength(3)
  })

  it('[IV8] repeats as often as the charter of the queue owes', () => {
    const asked: (string | undefined)[] = []
    const { join, show, time, said } = bench((_center, queue) => { asked.push(queue); return { repeatMs: 25_000, leastGapMs: 20_000 } })
    join()
    show('c-1', sentence('Third.'))
    time.advance(250)
    expect(said).toHaveLength(1)
    time.advance(24_000)
    expect(said).toHaveLength(1)
    time.advance(1_500)
    expect(said.at(-1)?.text).toBe('Still probably within 4 minutes.')
    expect(new Set(asked)).toEqual(new Set(['support']))
  })

  it('[IV8] the first words wait for a first figure, but not long', () => {
    const { join, show, time, said } = bench()
    join()
    show('c-1', { wait: { known: false, reason: 'not-yet' } })
    time.advance(2_000)
    expect(said).toEqual([])
    time.advance(1_500)
    expect(said).toHaveLength(1)
  })

  it('[IV8] stops at once what plays to who is being connected', () => {
    const { join, show, time, said, stopped } = bench()
    join()
    show('c-1')
    time.advance(250)
    show('c-1', { state: 'connecting' })
    expect(stopped).toEqual([said[0]?.id])
    show('c-1', { state: 'answered' })
    time.advance(120_000)
    expect(said).toHaveLength(1)
    expect(stopped).toHaveLength(1)
  })

  it('[IV9] the first played that is true counts, once, also with colons in the contact id', () => {
    const { announcer, join, show, time, said, played } = bench()
    join()
    show('pbx1:17.4', { seq: 48 })
    time.advance(250)
    const id = said[0]?.id ?? ''
    expect(announcer.answered(CENTER, 'pbx1:17.4:0000000001:48:9', true)).toBe(false)
    expect(announcer.answered('other', id, true)).toBe(false)
    expect(announcer.answered(CENTER, id, true)).toBe(true)
    expect(announcer.answered(CENTER, id, true)).toBe(false)
    expect(played).toEqual([{ contact: 'pbx1:17.4', seq: 48 }])
  })

  it('[IV9] of two IVRs the one that played it counts, though the other answered first that it did not', () => {
    const { announcer, join, show, time, said, played } = bench()
    join()
    join()
    show('c-1', { seq: 48 })
    time.advance(250)
    expect(said.map(({ id }) => id)).toEqual([said[0]?.id, said[0]?.id])
    const id = said[0]?.id ?? ''
    expect(announcer.answered(CENTER, id, false)).toBe(true)
    expect(announcer.answered(CENTER, id, true)).toBe(true)
    expect(announcer.answered(CENTER, id, false)).toBe(false)
    expect(played).toEqual([{ contact: 'c-1', seq: 48 }])
  })

  it('[IV9] an announcement that was cut off is no receipt', () => {
    const { announcer, join, show, time, said, played } = bench()
    join()
    show('c-1')
    time.advance(250)
    expect(announcer.answered(CENTER, said[0]?.id ?? '', false)).toBe(true)
    expect(played).toEqual([])
  })

  it('forgets a center when its last IVR leaves', () => {
    const { announcer, join, show, time, said } = bench()
    const leave = join()
    show('c-1')
    leave()
    time.advance(60_000)
    expect(said).toEqual([])
    expect(announcer.callers).toBe(0)
  })
})
