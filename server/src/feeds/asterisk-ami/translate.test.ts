import { describe, expect, it } from 'vitest'
import { contactEventSchema } from '../../contact-center/index.ts'
import { opaqueIdOf, queueIdOf } from './ami-event.ts'
import { ami, atWork } from './testing/ami-events.ts'

const aDay = (prefix?: string) => {
  const work = atWork(prefix === undefined ? {} : { idPrefix: prefix })
  work.at(0, ami.member('7', 1), ami.join('a', 1), ami.called('a', '7'), ami.join('b', 2), ami.join('vip', 1, 3), ami.member('7', 6))
  work.at(3, ami.leave('a', 2, 2))
  work.at(3.004, ami.connect('a', '7'), ami.hangupRequest('b'), ami.abandon('b', 2), ami.leave('b', 2, 1))
  work.at(9, ami.params('support'), ami.row('7', 2), ami.entry('vip', 1, 9, 5), ami.replyEnd(), ami.complete('a', '7'))
  work.flush(20)
  return work.said
}

describe('the AMI translator', () => {
  it('[AM10] ids are unique, sort like the events came, and are the same for the same events', () => {
    const said = aDay()
    expect(new Set(said.map((event) => event.id)).size).toBe(said.length)
    expect(said.map((event) => event.id)).toEqual(aDay().map((event) => event.id))
    const ofB = said.filter((event) => 'contact' in event && event.contact === 'b')
    expect([...ofB].sort((x, y) => x.time - y.time || (x.id < y.id ? -1 : 1))).toEqual(ofB)
    expect(aDay('other').some((event) => said.some((one) => one.id === event.id))).toBe(false)
  })

  it('[AM11] what leaves is a valid contact event without names or numbers', () => {
    for (const event of aDay()) expect(contactEventSchema.parse(event)).toEqual(event)
    expect(JSON.stringify(aDay())).not.toMatch(/5550100|Alice|Bob|Agent Seven/)
  })

  it('[AM11] vendor names become ids of the contract', () => {
    expect(['Support', 'Käufer Hilfe_2', 'demo', 'Техника', ''].map(queueIdOf)).toEqual(['support', 'kaufer-hilfe-2', 'demo-queue', queueIdOf('Техника'), queueIdOf('')])
    expect(queueIdOf('Техника')).toMatch(/^queue-[a-z0-9]+$/)
    expect(queueIdOf('x'.repeat(99))).toHaveLength(64)
    expect(opaqueIdOf('Local/101@agents/n')).toBe('Local:101@agents:n')
    expect(opaqueIdOf('a b?#%é')).toBe('a_b____')
  })

  it('[AM11] a queue and a contact may be given other ids', () => {
    const { at } = atWork({ queueIds: { support: 'helpdesk' }, contactPrefix: 'pbx2:' })
    expect(at(0, ami.join('1.1', 1))).toMatchObject([{ queue: 'helpdesk', contact: 'pbx2:1.1' }])
  })

  it('other events, and those cut short, say nothing', () => {
    const { at } = atWork()
    expect(at(0, {}, { Event: 'QueueCallerJoin' }, { Event: 'AgentConnect', Queue: 'support' }, { Event: 'QueueMemberStatus' }, { Event: 'AgentComplete', Queue: 'support' }, { Response: 'Success' })).toEqual([])
  })
})
