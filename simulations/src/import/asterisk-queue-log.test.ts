import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContactEvent } from '@queuecast/server/contact-center'
import { describe, expect, it } from 'vitest'
import { queueLogEvents } from './asterisk-queue-log.ts'

const LOG = `1700000000|NONE|NONE|NONE|QUEUESTART|
1700000001|MANAGER|support|Agent Seven|ADDMEMBER|
1700000002|NONE|support|Agent Seven|PAUSE|lunch
1700000050|NONE|support|Agent Seven|UNPAUSE|
1700000060|NONE|sales|Static Member|PAUSE|lunch
1700000100|1700000100.101|support|NONE|ENTERQUEUE||5550100|1|Alice Example
1700000100|1700000100.102|support|NONE|ENTERQUEUE||5550101|2
1700000101|1700000101.103|support|NONE|ENTERQUEUE||5550102|1
1700000104|1700000101.103|support|Agent Seven|RINGNOANSWER|1000
1700000109|1700000101.103|support|Agent Seven|CONNECT|8|1700000105.103|4
1700000251|1700000101.103|support|Agent Seven|COMPLETECALLER|8|142|1
1700000268|1700000100.101|support|NONE|ABANDON|1|1|168
1700000300|1700000100.102|support|NONE|EXITWITHTIMEOUT|1|2|200
1700000301|1700000301.104|support|NONE|ENTERQUEUE||5550103|1
1700000302|1700000301.104|support|NONE|EXITWITHKEY|5|1|1|1
1700000303|1700000303.105|support|NONE|ENTERQUEUE||5550104|1
1700000304|1700000303.105|support|NONE|WITHDRAW|1|1|1|callback-offered
1700000305|1700000305.106|support|NONE|ENTERQUEUE||5550105|1
1700000306|1700000305.106|support|NONE|EXITEMPTY|1|1|1
1700000307|1700000307.107|support|NONE|ENTERQUEUE||5550106|1
1700000400|NONE|NONE|NONE|QUEUESTART|
1700000401|1700000001.001|support|Agent Seven|CONNECT|8|1700000105.103|4
`
const lives = (events: readonly ContactEvent[]): Record<string, string[]> => {
  const found: Record<string, string[]> = {}
  for (const event of events) {
    if (!('contact' in event) || event.contact === undefined) continue
    (found[event.contact] ??= []).push(event.type === 'contact.left' ? `left ${event.reason}` : event.type.replace('contact.', ''))
  }
  return found
}

describe('queue_log', () => {
  it('tells each caller’s life, the ways out told apart', () => {
    const { events, counts } = queueLogEvents(LOG)
    expect(lives(events)).toEqual({
      '1700000100.101': ['queued', 'abandoned'], '1700000100.102': ['queued', 'left timeout'], '1700000101.103': ['queued', 'answered', 'handled'],
      '1700000301.104': ['queued', 'left exit-key'], '1700000303.105': ['queued', 'left other'], '1700000305.106': ['queued', 'left no-agents'],
      '1700000307.107': ['queued', 'left disconnected-by-system'], '1700000001.001': ['answered'],
    })
    expect(counts).toEqual({ lines: 22, contacts: 7, answered: 2, abandoned: 1, 'left otherwise': 4, 'without a beginning': 1, 'not used': 2 })
  })

  it('keeps the order of lines that share a second, and the queue priority that the place shows', () => {
    const queued = queueLogEvents(LOG).events.filter((event) => event.type === 'contact.queued')
    expect(queued.slice(0, 3).map(({ contact, time, priority }) => [contact, time, priority])).toEqual([
      ['1700000100.101', 1_700_000_100_000, undefined], ['1700000100.102', 1_700_000_100_001, undefined], ['1700000101.103', 1_700_000_101_000, 1],
    ])
  })

  it('tells dynamic members and no static ones, and nobody by name or number', () => {
    const { events } = queueLogEvents(LOG)
    expect(events.filter((event) => event.type === 'agent.state').map(({ agent, state, queues }) => [agent, state, queues])).toEqual([
      ['agent-1', 'available', ['support']], ['agent-1', 'not-ready', ['support']], ['agent-1', 'available', ['support']],
    ])
    expect(JSON.stringify(events)).not.toMatch(/Agent Seven|Static|Alice|5550/)
  })

  it('says which line is none', () => {
    expect(() => queueLogEvents('1700000000|NONE|NONE|NONE|QUEUESTART|\nnonsense\n')).toThrow(/line 2: must be epoch\|callid/)
  })

  const captures = join(import.meta.dirname, '../../../../shared/data/asterisk')
  const absent = !existsSync(captures)
  it.skipIf(absent).each(['capture1-basic', 'capture4-edge'])(`%s: the outcomes are those that happened, to the second${absent ? ' (skipped: the recordings of ../shared/data are not here)' : ''}`, (name) => {
    const { events } = queueLogEvents(readFileSync(join(captures, name, 'queue_log'), 'utf8'))
    const told = lives(events)
    const calls = readFileSync(join(captures, name, 'calls.jsonl'), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>)
    // capture4's log began after its first callers.
    const joined = calls.filter((call) => typeof call['t_join'] === 'number' && told[String(call['uniqueid'])] !== undefined)
    expect(joined.length).toBeGreaterThan(20)
    for (const call of joined) {
      const life = told[String(call['uniqueid'])] ?? []
      const way = { answered: 'answered', abandoned: 'abandoned', leaveempty: 'left no-agents' }[String(call['outcome'])]
      if (way !== undefined) expect([call['uniqueid'], life]).toEqual([call['uniqueid'], expect.arrayContaining(['queued', way])])
      const queued = events.find((event) => event.type === 'contact.queued' && event.contact === call['uniqueid'])
      expect(Math.abs((queued?.time ?? 0) / 1000 - Number(call['t_join']))).toBeLessThan(1.1)
    }
  })
})
