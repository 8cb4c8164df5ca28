import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContactEvent, createContactCenter, FOLD_RULES } from '../../contact-center/index.ts'
import { agentEvent, callcenterEvent, MEMBER } from './testing/callcenter-events.ts'
import { createFreeSwitchTranslator } from './translate.ts'

const T = Date.parse('2026-11-22T10:00:00Z')
const AGENT = { 'CC-Agent': '1000@default' }
const translator = (queueIds?: Record<string, string>) => createFreeSwitchTranslator({
  idPrefix: 'fs', agentIdOf: (name) => `agent-of-${name.length}`, ...(queueIds === undefined ? {} : { queueIds }),
})
const memberRow = (uuid: string, more: Record<string, string> = {}) => ({ uuid, state: 'Waiting', joined_epoch: String(T / 1000 - 60), base_score: '0', skill_score: '0', serving_agent: '', bridge_epoch: '0', cid_name: 'ALICE EXAMPLE', ...more })
const agentRow = (name: string, more: Record<string, string> = {}) => ({ name, status: 'Available', state: 'Waiting', wrap_up_time: '0', ...more })

/** What a center makes of these events. */
function folded(...events: Record<string, string>[]) {
  const translate = translator()
  const center = createContactCenter({ id: 'acme', generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [], feeds: [] })
  let count = 0
  for (const event of events) {
    for (const made of translate.event(event, T)) center.apply({ kind: 'event', feed: 'fs', receivedAtMs: T, event: made }, { ms: T + 3_600_000, position: `${T}-0/${(count += 1)}` })
  }
  const phase = center.contact(MEMBER)?.phase
  return phase?.kind === 'ended' ? `ended: ${phase.outcome}` : phase?.kind
}

describe('mod_callcenter', () => {
  it('[FS1] [FS8] a member is one contact, without name and number', () => {
    const [queued] = translator().event(callcenterEvent('member-queue-start', T, { variable_default_language: 'fr' }), T + 40)
    expect(queued).toEqual({ id: 'fs-0000000001-00000', type: 'contact.queued', time: T, contact: MEMBER, queue: 'support', channel: 'voice', language: 'fr' })
    expect(JSON.stringify(translator().event(callcenterEvent('agent-offering', T, AGENT), T))).not.toMatch(/ALICE|5550100|1000@/)
  })

  it('[FS1] who comes back within the grace has the same place', () => {
    const again = callcenterEvent('member-queue-resume', T + 20_000, { 'CC-Member-Session-UUID': 'another' })
    expect(folded(callcenterEvent('member-queue-start', T), callcenterEvent('member-queue-end', T + 9_000, { 'CC-Cause': 'Cancel', 'CC-Cancel-Reason': 'NONE' }), again)).toBe('waiting')
    expect(translator().event(again, T)[0]).toMatchObject({ type: 'contact.requeued', contact: MEMBER, keepsPlace: true })
  })

  it('[FS2] leaves the line when the bridge begins, and the end of the talk says nothing of the line', () => {
    const start = [callcenterEvent('member-queue-start', T), callcenterEvent('agent-offering', T + 1_000, AGENT), callcenterEvent('bridge-agent-start', T + 9_000, AGENT)]
    const end = [callcenterEvent('bridge-agent-end', T + 90_000, AGENT), callcenterEvent('member-queue-end', T + 90_001, { 'CC-Cause': 'Terminated', ...AGENT })]
    expect(folded(...start)).toBe('with-agent')
    expect(folded(...start, ...end)).toBe('ended: handled')
    expect(folded(...start, ...end.slice(1))).toBe('ended: handled')
  })

  it.each([
    ['NONE', 'ended: abandoned'], ['TIMEOUT', 'ended: timeout'], ['NO_AGENT_TIMEOUT', 'ended: no-agents'], ['EXIT_WITH_KEY', 'ended: exit-key'], ['BREAK_OUT', 'ended: other'],
  ])('[FS3] cancelled because of %s is %s', (reason, phase) => {
    expect(folded(callcenterEvent('member-queue-start', T), callcenterEvent('member-queue-end', T + 60_000, { 'CC-Cause': 'Cancel', 'CC-Cancel-Reason': reason }))).toBe(phase)
  })

  it('[FS4] a score is a credit of as many seconds', () => {
    expect(translator().event(callcenterEvent('member-queue-start', T, { variable_cc_base_score: '90' }), T)[0]).toMatchObject({ since: T - 90_000 })
    const { 0: snapshot } = translator().listing({ askedAtMs: T, agents: [], queues: [{ name: 'support@default', tiers: [], members: [memberRow('m-1', { base_score: '30', skill_score: '10' })] }] })
    expect(snapshot).toMatchObject({ queues: [{ queue: 'support', waiting: [{ contact: 'm-1', since: T - 100_000 }] }] })
  })

  it('[FS5] waits on until the last of the agents offered has failed', () => {
    const translate = translator()
    const other = { 'CC-Agent': '1001@other-site' }
    translate.event(callcenterEvent('agent-offering', T, AGENT), T)
    translate.event(callcenterEvent('agent-offering', T, other), T)
    expect(translate.event(callcenterEvent('bridge-agent-fail', T + 1, { ...AGENT, 'CC-Hangup-Cause': 'NO_ANSWER' }), T)).toEqual([])
    expect(translate.event(callcenterEvent('bridge-agent-fail', T + 2, { ...other, 'CC-Hangup-Cause': 'NO_ANSWER' }), T)).toMatchObject([{ type: 'contact.not-answered', reason: 'NO_ANSWER' }])
  })

  it('[FS6] agents are status and state together, with the queues of their tiers', () => {
    const translate = translator()
    translate.listing({ askedAtMs: T, agents: [agentRow('1000@default', { wrap_up_time: '10' })], queues: [{ name: 'support@default', members: [], tiers: [{ agent: '1000@default' }] }] })
    const states = (events: ReturnType<typeof translate.event>) => events.map((event) => (event.type === 'agent.state' ? [event.state, event.queues, event.until] : event.type))
    const agent = (action: string, more: Record<string, string>) => states(translate.event(agentEvent(action, T + 1_000, more), T))
    expect(agent('agent-state-change', { 'CC-Agent-State': 'Receiving' })).toEqual([['ringing', ['support'], undefined]])
    expect(agent('agent-state-change', { 'CC-Agent-State': 'In a queue call' })).toEqual([['on-contact', ['support'], undefined]])
    expect(agent('agent-state-change', { 'CC-Agent-State': 'In a queue call' })).toEqual([])
    expect(states(translate.event(callcenterEvent('bridge-agent-end', T + 60_000, AGENT), T))).toEqual(['contact.handled'])
    expect(states(translate.event(agentEvent('agent-state-change', T + 60_001, { 'CC-Agent-State': 'Waiting' }), T))).toEqual([['after-contact-work', ['support'], T + 70_000]])
    expect(states(translate.flush(T + 69_999))).toEqual([])
    expect(states(translate.flush(T + 70_000))).toEqual([['available', ['support'], undefined]])
    expect(states(translate.event(agentEvent('agent-status-change', T + 80_000, { 'CC-Agent-Status': 'On Break' }), T))).toEqual([['not-ready', ['support'], undefined]])
    expect(states(translate.event(agentEvent('agent-status-change', T + 80_001, { 'CC-Agent-Status': 'Logged Out' }), T))).toEqual([['signed-out', ['support'], undefined]])
  })

  it('[FS7] a listing is the truth of the moment it was asked for', () => {
    const [snapshot] = translator().listing({
      askedAtMs: T, agents: [agentRow('a'), agentRow('elsewhere')],
      queues: [{ name: 'support@default', tiers: [{ agent: 'a' }], members: [memberRow('m-1'), memberRow('m-2', { state: 'Trying' }), memberRow('m-3', { state: 'Abandoned' }), memberRow('m-4', { state: 'Answered', serving_agent: 'a', bridge_epoch: String(T / 1000 - 5) })] }],
    })
    expect(snapshot).toMatchObject({
      type: 'feed.snapshot', time: T, listsRinging: true, agents: [{ agent: 'agent-of-1', state: 'available', queues: ['support'] }],
      queues: [{ queue: 'support', waiting: [{ contact: 'm-1' }, { contact: 'm-2' }], inService: [{ contact: 'm-4', agent: 'agent-of-1', since: T - 5_000 }] }],
    })
  })

  it('[FS7] who gave up without an event has abandoned, once, and waits again when it comes back within the grace', () => {
    const translate = translator()
    const listing = (askedAtMs: number, state: string) => translate.listing({
      askedAtMs, agents: [], queues: [{ name: 'support@default', tiers: [], members: [memberRow(MEMBER, { state, abandoned_epoch: state === 'Abandoned' ? String(T / 1000 + 5) : '0' })] }],
    })
    const center = createContactCenter({ id: 'acme', generation: 1, name: {}, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [], feeds: [], rules: FOLD_RULES })
    let count = 0
    const fold = (events: readonly ContactEvent[]): unknown => {
      for (const event of events) center.apply({ kind: 'event', feed: 'fs', receivedAtMs: T, event }, { ms: T + 3_600_000, position: `${T}-0/${(count += 1)}` })
      const phase = center.contact(MEMBER)?.phase
      return phase?.kind === 'ended' ? phase.outcome : phase?.kind
    }
    expect(fold(translate.event(callcenterEvent('member-queue-start', T + 5_400), T))).toBe('waiting')
    const gone = listing(T + 10_000, 'Abandoned')
    expect(gone.map(({ type, time }) => [type, time])).toEqual([['contact.abandoned', T + 5_999], ['feed.snapshot', T + 10_000]])
    expect(fold(gone)).toBe('abandoned')
    expect(listing(T + 20_000, 'Abandoned').map(({ type }) => type)).toEqual(['feed.snapshot'])
    expect(fold(translate.event(callcenterEvent('member-queue-resume', T + 25_000), T))).toBe('waiting')
    expect(fold(listing(T + 30_000, 'Waiting'))).toBe('waiting')
  })

  it('[FS9] takes quietly whatever else comes, and only the queues it was given', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('CC-Action', 'CC-Queue', 'CC-Agent', 'CC-Member-UUID', 'CC-Cause', 'Event-Date-Timestamp'), fc.constantFrom('', '*', 'x', 'member-queue-start', 'bridge-agent-end', '-1', 'agent-status-change')), (headers) => {
      expect(Array.isArray(translator().event(headers, T))).toBe(true)
    }), { numRuns: 200 })
    expect(translator({ 'sales@default': 'sales' }).event(callcenterEvent('member-queue-start', T), T)).toEqual([])
    expect(translator().event({ 'CC-Action': 'members-count', 'CC-Queue': '*', 'CC-Count': '1' }, T)).toEqual([])
  })
})
