import * as fc from 'fast-check'
import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { planText, promptPlan } from '../prompt-plan.ts'
import { spokenDisplay } from '../testing/spoken-displays.ts'
import { connectAttributes } from './amazon-connect.ts'
import { asteriskSounds } from './asterisk-sounds.ts'
import { freeSwitchPhrases } from './freeswitch-phrases.ts'
import { ssml } from './ssml.ts'
import { twiml } from './twiml.ts'
import { voiceXml } from './voicexml.ts'

const plan = promptPlan(spokenDisplay())
const silent = promptPlan(spokenDisplay({ state: 'connecting' }))
const bound = (boundSeconds: number) => ({ known: true as const, boundSeconds, share: 0.9, p10Seconds: 1, p50Seconds: 2, p90Seconds: 3, basedOn: 'queue-length' as const })
const soundsOf = (changes: Parameters<typeof spokenDisplay>[0]) => asteriskSounds(promptPlan(spokenDisplay(changes))).sounds.join(' ')
const inLanguage = (lang: string) => ({ text: { lang, sentence: '…' } })

describe('Asterisk sound lists', () => {
  it('[IV5] place and wait', () => {
    expect(soundsOf({})).toBe('queue-thereare digits/3 queue-holdtime queue-less-than digits/4 queue-minutes')
    expect(soundsOf({ position: 1 })).toBe('queue-youarenext queue-holdtime queue-less-than digits/4 queue-minutes')
    expect(soundsOf({ positionFirm: false })).toBe('queue-holdtime queue-less-than digits/4 queue-minutes')
    expect(soundsOf({ wait: { known: false, reason: 'too-little-data' }, positionFirm: false })).toBe('queue-thankyou')
    expect(soundsOf({ wait: { known: false, reason: 'off' }, positionFirm: false })).toBe('')
  })

  it('[IV4] [IV5] durations of 1 to 120 minutes in four languages are whole and end in minutes', () => {
    for (const lang of ['nl', 'fr', 'de', 'en']) {
      for (let minutes = 1; minutes <= 120; minutes += 1) {
        const sounds = soundsOf({ ...inLanguage(lang), positionFirm: false, wait: bound(minutes * 60) }).split(' ')
        expect(sounds.slice(0, 2)).toEqual(['queue-holdtime', 'queue-less-than'])
        const one = minutes === 1
        expect(sounds.at(-1)).toBe(!one ? 'queue-minutes' : lang === 'fr' || lang === 'de' ? 'queue-seconds' : 'queue-minute')
      }
    }
  })

  it('[IV5] says what it leaves unspoken', () => {
    const notice = { lang: 'nl', sentence: '…', notice: 'Storing.' }
    expect(asteriskSounds(promptPlan(spokenDisplay({ text: notice }))).unspoken).toEqual([{ says: 'notice', text: 'Storing.' }])
  })
})

describe('markup', () => {
  it('[IV6] is well-formed and says the text whatever it holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('nl', 'fr-BE', '"><x'), (sentence, lang) => {
      const odd = promptPlan(spokenDisplay({ text: { lang, sentence } }))
      for (const markup of [ssml(odd), voiceXml(odd), twiml(odd, 60)]) expect(XMLValidator.validate(markup)).toBe(true)
    }), { numRuns: 200 })
  })

  it('[IV6] an ampersand and an angle bracket are text', () => {
    expect(ssml(promptPlan(spokenDisplay({ text: { lang: 'en', sentence: 'A & B <now>' } })))).toContain('<s>A &amp; B &lt;now&gt;</s>')
  })

  it('[IV7] TwiML says, pauses for the cadence, and does nothing else', () => {
    expect(twiml(plan, 60)).toMatch(/<Response><Say language="nl-NL">U bent nummer 3\.[^<]*<\/Say><Pause length="60"\/><\/Response>$/)
    expect(twiml(silent, 60)).toMatch(/<Response><Pause length="5"\/><\/Response>$/)
  })

  it('[IV1] silence is an empty document', () => {
    expect(ssml(silent)).toMatch(/xml:lang="nl"><\/speak>$/)
    expect(voiceXml(silent)).toContain('<block><return/></block>')
  })
})

describe('other platforms', () => {
  it('[IV1] Amazon Connect gets flat texts', () => {
    const attributes = connectAttributes(plan, spokenDisplay())
    expect(attributes).toMatchObject({ speak: 'true', text: planText(plan), position: '3', boundMinutes: '4', waitKnown: 'true', lang: 'nl' })
    expect(Object.values(attributes).every((value) => typeof value === 'string')).toBe(true)
  })

  it('[IV5] FreeSWITCH gets phrases with figures', () => {
    expect(freeSwitchPhrases(plan).phrases).toEqual(['phrase:queuecast_place:3', 'phrase:queuecast_within_minutes:4'])
    expect(freeSwitchPhrases(silent).phrases).toEqual([])
  })
})
