import { describe, expect, it } from 'vitest'
import { centerFacts, charterOf, inForce, MONDAY_9 } from '../testing/builders.ts'
import { type ContactSituation, dutiesNow, nextDutyChangeMs, owingVersions, presetCharter } from '../index.ts'

const t = MONDAY_9
const s = (seconds: number): number => t + seconds * 1000
const queues = { queue: (id: string) => centerFacts().queues.find((queue) => queue.id === id) }
const situation = (over: Partial<ContactSituation> = {}): ContactSituation => ({
  channel: 'voice', kind: 'customer', queues: ['support'], clocks: { queuedAtMs: t, choseAtMs: t, connectedAtMs: t }, waiting: true, placeKnown: true, callbackAvailable: true, callbackOffered: false, notices: [], ...over,
})
const belgium = inForce(presetCharter('be-2011') ?? charterOf([]))
const israel = inForce(presetCharter('il-phone-service-2012') ?? charterOf([]))
const kinds = (...args: Parameters<typeof dutiesNow>) => dutiesNow(...args).map(({ kind, charter, rule }) => `${kind} ${charter}/${rule}`)

describe('dutiesNow', () => {
  it('[CH32] Belgium 2011: the wait beforehand where it is known, a callback once two and a half minutes have passed', () => {
    expect(kinds(belgium, situation({ boundSeconds: 300 }), s(1), queues)).toEqual(['tell-wait be-2011/say-wait'])
    expect(kinds(belgium, situation(), s(1), queues)).toEqual([])
    expect(kinds(belgium, situation(), s(149), queues)).toEqual([])
    expect(kinds(belgium, situation(), s(150), queues)).toEqual(['offer-callback be-2011/callback-offer'])
    expect(nextDutyChangeMs(belgium, situation(), s(1), queues)).toBe(s(150))
    expect(nextDutyChangeMs(belgium, situation(), s(150), queues)).toBeUndefined()
  })

  it('[CH32] what was told is no longer owed; a live message is owed to whoever waits', () => {
    expect(kinds(belgium, situation({ boundSeconds: 300, waitToldAtMs: s(1) }), s(2), queues)).toEqual([])
    expect(kinds(belgium, situation({ notices: ['storm'] }), s(2), queues)).toEqual(['exceptional-event be-2011/event'])
  })

  it('[CH32] without a configured callback the duty is never shown', () => {
    expect(kinds(belgium, situation({ callbackAvailable: false }), s(600), queues)).toEqual([])
  })

  it('[CH32] nothing is owed to whoever does not wait, or is no customer', () => {
    for (const over of [{ waiting: false }, { kind: 'internal' as const }]) expect(kinds(belgium, situation({ notices: ['x'], ...over }), s(600), queues)).toEqual([])
  })

  it('[CH33] several charters: one duty of a kind, the strictest', () => {
    const both = [...belgium, ...israel]
    expect(kinds(both, situation({ boundSeconds: 300 }), s(1), queues)).toEqual(['offer-callback il-phone-service-2012/offer', 'tell-place il-phone-service-2012/position', 'tell-wait il-phone-service-2012/say-wait'])
    const cadence = (id: string, maxGapSeconds: number) => inForce(charterOf([{ id: 'gap', type: 'status-cadence', maxGapSeconds }], { id }))
    expect(dutiesNow([...cadence('slow', 90), ...cadence('quick', 60)], situation({ lastToldAtMs: s(10) }), s(20), queues)).toMatchObject([{ kind: 'cadence', charter: 'quick', everySeconds: 60, dueByMs: s(70) }])
  })

  it('[CH16] a contact is owed what the version in force when its wait began promised', () => {
    const [older] = inForce(charterOf([{ id: 'offer', type: 'callback-offer', afterSeconds: 60 }]))
    const newer = { ...older!, version: '2', fromMs: s(30), charter: charterOf([{ id: 'offer', type: 'callback-offer', afterSeconds: 600 }]) }
    const versions = owingVersions([{ ...older!, toMs: s(30) }, newer])
    expect(kinds(versions, situation(), s(60), queues)).toEqual(['offer-callback own/offer'])
    expect(kinds(versions, situation({ clocks: { queuedAtMs: s(31) } }), s(100), queues)).toEqual([])
  })

  it('[CH33] the earliest of a rule’s deadlines holds', () => {
    expect(dutiesNow(israel, situation({ boundSeconds: 300 }), s(1), queues)[0]).toMatchObject({ kind: 'offer-callback', dueByMs: s(120) })
  })

  it('[CH32] rules that are excepted or for other channels owe nothing', () => {
    expect(kinds(inForce(presetCharter('be-2011') ?? charterOf([]), { exceptions: ['callback-offer'] }), situation(), s(600), queues)).toEqual([])
    expect(kinds(belgium, situation({ channel: 'chat' }), s(600), queues)).toEqual([])
  })
})
