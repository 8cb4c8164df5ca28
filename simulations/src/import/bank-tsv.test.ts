import { describe, expect, it } from 'vitest'
import { contactEventSchema } from '@queuecast/server/contact-center'
import { bankEvents } from './bank-tsv.ts'

const HEAD = 'vru+line\tcall_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver'
const row = (cells: string): string => cells.split(' ').join('\t')
const bank = (...rows: string[]) => bankEvents([HEAD, ...rows.map((one) => row(one))].join('\n'))
const at = (local: string): number => Date.parse(`1999-02-${local}+02:00`)

describe('the bank record', () => {
  it('a call that waited is queued at q_start and answered at q_exit, in Jerusalem\'s time', () => {
    const { events, counts } = bank('AA01 1 1 PS 990203 9:00:00 9:00:10 10 9:00:10 9:01:25 75 AGENT 9:01:24 9:04:24 180 agent05')
    expect(events).toMatchObject([
      { type: 'contact.queued', queue: 'ps', channel: 'voice', time: at('03T09:00:10') },
      { type: 'contact.answered', agent: 'agent05', time: at('03T09:01:25') },
      { type: 'contact.handled', agent: 'agent05', time: at('03T09:04:24') },
    ])
    expect(events[0]).not.toHaveProperty('since')
    expect(counts).toMatchObject({ rows: 1, servedAfterWaiting: 1 })
    for (const event of events) expect(contactEventSchema.parse(event)).toEqual(event)
  })

  it('priority 2 is credited 90 s in the order only', () => {
    const { events } = bank('AA01 1 2 NW 990203 9:00:00 9:00:10 10 9:00:10 9:01:25 75 HANG 0:00:00 0:00:00 0 NO_SERVER')
    expect(events).toMatchObject([{ queue: 'nw', time: at('03T09:00:10'), since: at('03T08:58:40') }, { type: 'contact.abandoned', time: at('03T09:01:25') }])
  })

  it('a call that did not wait is queued when it leaves the voice response unit, and answered at once', () => {
    const { events, counts } = bank('AA01 1 0 IN 990203 9:00:00 9:00:10 10 0:00:00 0:00:00 0 AGENT 9:00:09 9:00:59 50 NO_SERVER')
    expect(events.map(({ type, time }) => [type, time])).toEqual([
      ['contact.queued', at('03T09:00:10')], ['contact.answered', at('03T09:00:10')], ['contact.handled', at('03T09:00:59')],
    ])
    expect(events[1]).not.toHaveProperty('agent')
    expect(counts.servedAtOnce).toBe(1)
  })

  it('the end of a service is start and duration, not ser_exit, which wraps at midnight', () => {
    const { events } = bank('AA01 1 0 PS 990203 23:57:00 23:57:10 10 23:57:10 23:58:10 60 AGENT 23:58:10 0:03:10 300 agent01')
    expect(events.at(-1)).toMatchObject({ type: 'contact.handled', time: at('04T00:03:10') })
  })

  it('times after midnight belong to the next day', () => {
    const { events } = bank('AA01 1 0 PS 990203 23:59:50 0:00:05 15 0:00:05 0:01:05 60 AGENT 0:01:05 0:02:05 60 agent01')
    expect(events[0]).toMatchObject({ time: at('04T00:00:05') })
  })

  it('phantoms, faulty rows and those who hung up before a queue are dropped and counted', () => {
    const { events, counts } = bank(
      'AA01 1 0 PS 990203 9:00:00 9:00:10 10 0:00:00 0:00:00 0 PHANTOM 0:00:00 0:00:00 0 NO_SERVER',
      'AA01 2 0 PS 990203 9:00:00 9:00:10 -10 0:00:00 0:00:00 0 AGENT 9:00:10 9:01:00 50 agent01',
      'AA01 3 0 NW 990203 23:59:19 23:59:19 0 23:59:29 0:00:26 57 HANG 0:00:00 0:00:00 0 NO_SERVER',
      'AA01 4 0 PS 990203 9:00:00 9:00:10 10 0:00:00 0:00:00 0 HANG 0:00:00 0:00:00 0 NO_SERVER',
    )
    expect(events).toEqual([])
    expect(counts).toEqual({
      rows: 4, servedAfterWaiting: 0, servedAtOnce: 0, abandoned: 0, phantom: 1, negativeVruTime: 1, exitBeforeStart: 1, hungUpBeforeQueue: 1,
    })
  })

  it('within one second ends come first, then departures, then entries, and each call keeps its own order', () => {
    const { events } = bank(
      'AA01 1 0 PS 990203 9:00:00 9:00:10 10 0:00:00 0:00:00 0 AGENT 9:00:10 9:00:10 0 agent03',
      'AA01 2 0 PS 990203 8:59:00 8:59:10 10 8:59:10 9:00:10 60 AGENT 9:00:10 9:02:00 110 agent01',
      'AA01 3 0 PS 990203 8:58:00 8:58:10 10 0:00:00 0:00:00 0 AGENT 8:58:10 9:00:10 120 agent01',
    )
    const then = events.filter((event) => event.time === at('03T09:00:10')).map((event) => event.id)
    expect(then).toEqual(['a-handled-call-000004', 'b-left-line-call-000003', 'c-queued-call-000002', 'd-left-at-once-call-000002', 'e-handled-at-once-call-000002'])
  })

  it('a row that cannot be read is named with its line and column', () => {
    expect(() => bankEvents('a\tb')).toThrow(/line 1: the header must be/)
    expect(() => bank('AA01 1 0')).toThrow(/line 2: 3 columns/)
    expect(() => bank('AA01 1 0 XX 990203 9:00:00 9:00:10 10 0:00:00 0:00:00 0 AGENT 9:00:10 9:00:10 0 a')).toThrow(/line 2, type/)
    expect(() => bank('AA01 1 0 PS 990203 9:00:00 9:00:10 10 nine 0:00:00 0 AGENT 9:00:10 9:00:10 0 a')).toThrow(/line 2, q_start: "nine"/)
    expect(() => bank('AA01 1 0 PS 991403 9:00:00 9:00:10 10 0:00:00 0:00:00 0 AGENT 9:00:10 9:00:10 0 a')).toThrow(/line 2, date/)
  })
})
