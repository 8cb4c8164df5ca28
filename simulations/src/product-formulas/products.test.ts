import { describe, expect, it } from 'vitest'
import { asterisk } from './asterisk.ts'
import { cisco } from './cisco.ts'
import { dynamics } from './dynamics.ts'
import { genesysEngage } from './genesys-engage.ts'
import { googleCcaip } from './google-ccaip.ts'
import { ivanti } from './ivanti.ts'
import { mitel } from './mitel.ts'
import type { Moment } from './moment.ts'
import { PRODUCTS } from './products.ts'
import { rocketChat } from './rocket-chat.ts'
import { salesforceChat } from './salesforce-chat.ts'
import { salesforceOmni } from './salesforce-omni.ts'
import { twilioAverage } from './twilio-average.ts'
import { webex } from './webex.ts'

const NOW = 10 * 3_600_000
const moment = (more: Partial<Moment> = {}): Moment =>
  ({ atMs: NOW, ahead: 0, queued: 1, elapsedSeconds: [], answered: [], handled: [], agents: { told: false, signedIn: 0, ready: 0, busy: 0 }, ...more })
/** Waits answered one a minute, the last a second ago. */
const answered = (...waits: number[]): Moment['answered'] => waits.map((waitedSeconds, i) => ({ atMs: NOW - 1000 - (waits.length - 1 - i) * 60_000, waitedSeconds }))
const handled = (...durations: number[]): Moment['handled'] => durations.map((seconds) => ({ atMs: NOW - 1000, seconds }))

describe('product formulas, by hand', () => {
  it('Asterisk: (3·old + new) / 4 in whole seconds, the first as it is', () => {
    expect(asterisk(moment())).toBeUndefined()
    expect(asterisk(moment({ answered: answered(60) }))).toBe(60)
    // (180 + 21) >> 2 = 50; (150 + 100) >> 2 = 62.
    expect(asterisk(moment({ answered: answered(60, 21.9, 100) }))).toBe(62)
  })
  it('Salesforce Omni-Channel: (10·newest + 9·next + 8·third) / 27, of ten minutes', () => {
    expect(salesforceOmni(moment({ answered: answered(30, 20, 10) }))).toBeCloseTo((10 * 10 + 9 * 20 + 8 * 30) / 27, 12)
    expect(salesforceOmni(moment({ answered: [{ atMs: NOW - 601_000, waitedSeconds: 5 }] }))).toBeUndefined()
    // Of twelve the ten newest count.
    expect(salesforceOmni(moment({ answered: answered(999, 999, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7) }))).toBeCloseTo(7, 12)
  })
  it('Salesforce chat: 0.9·old + 0.1·new', () => {
    expect(salesforceChat(moment({ answered: answered(100, 50) }))).toBe(95)
    expect(salesforceChat(moment())).toBeUndefined()
  })
  it('Genesys Engage: handle time × unlikely to be answered at once ÷ signed in', () => {
    expect(genesysEngage(moment({ queued: 5, handled: handled(120, 180), agents: { told: true, signedIn: 10, ready: 1, busy: 9 } }))).toBe(60)
    expect(genesysEngage(moment({ queued: 2, agents: { told: true, signedIn: 3, ready: 0, busy: 3 } }))).toBe(60)
    expect(genesysEngage(moment({ agents: { told: true, signedIn: 0, ready: 0, busy: 0 } }))).toBe(900_000)
    expect(genesysEngage(moment())).toBeUndefined()
  })
  it('Google CCAIP: mean duration ÷ active × (queued − available) + 10', () => {
    expect(googleCcaip(moment({ queued: 4, handled: handled(200), agents: { told: true, signedIn: 5, ready: 1, busy: 4 } }))).toBe(130)
    expect(googleCcaip(moment({ handled: handled(200) }))).toBeUndefined()
  })
  it('Webex: the mean of minutes that vary little; none where too few do', () => {
    const at = (minutesAgo: number, waitedSeconds: number) => ({ atMs: NOW - minutesAgo * 60_000 - 30_000, waitedSeconds })
    // Minute 2: mean 50, spread 50: left out. Two of three remain: (100 + 40) / 2.
    expect(webex(moment({ answered: [at(2, 0), at(2, 100), at(1, 90), at(1, 110), at(0, 40)] }))).toBe(70)
    expect(webex(moment({ answered: [at(2, 0), at(2, 100), at(1, 0), at(1, 100), at(0, 40)] }))).toBeUndefined()
    expect(webex(moment())).toBeUndefined()
  })
  it('Cisco: (in queue + 1) × five minutes\' handle time ÷ max(talking, ready)', () => {
    expect(cisco(moment({ ahead: 3, queued: 4, handled: handled(150), agents: { told: true, signedIn: 6, ready: 0, busy: 5 } }))).toBe(120)
    expect(cisco(moment({ handled: handled(150) }))).toBeUndefined()
  })
  it('Mitel: talk time × position ÷ available, else speed of answer × position, 60 s unknown', () => {
    expect(mitel(moment({ ahead: 1, handled: handled(90), agents: { told: true, signedIn: 4, ready: 3, busy: 1 } }))).toBe(60)
    expect(mitel(moment({ ahead: 2, answered: answered(20, 40) }))).toBe(90)
    expect(mitel(moment({ ahead: 1 }))).toBe(120)
  })
  it('Rocket.Chat: about one chat whatever the staffing', () => {
    expect(rocketChat(moment({ ahead: 10, handled: handled(200, 400) }))).toBeCloseTo(330, 9)
    expect(rocketChat(moment())).toBeUndefined()
  })
  it('Twilio: the mean elapsed wait of those in the queue', () => {
    expect(twilioAverage(moment({ elapsedSeconds: [10, 50] }))).toBe(30)
    expect(twilioAverage(moment())).toBe(0)
  })
  it('Ivanti: the mean of the last ten', () => {
    expect(ivanti(moment({ answered: answered(999, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) }))).toBe(5.5)
  })
  it('Dynamics: 48 hours, from 50 conversations and one minute on', () => {
    expect(dynamics(moment({ answered: answered(...Array.from({ length: 50 }, () => 61)) }))).toBe(61)
    expect(dynamics(moment({ answered: answered(...Array.from({ length: 49 }, () => 61)) }))).toBeUndefined()
    expect(dynamics(moment({ answered: answered(...Array.from({ length: 50 }, () => 59)) }))).toBeUndefined()
  })
  it('all are finite or silent in an empty center', () => {
    expect(PRODUCTS.size).toBe(12)
    for (const [name, formula] of PRODUCTS) expect(Number.isFinite(formula(moment()) ?? 0), name).toBe(true)
  })
})
