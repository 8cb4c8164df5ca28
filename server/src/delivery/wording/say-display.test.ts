import { contactStateSchema, revisionReasonSchema, unknownReasonSchema, type UnknownReason } from '@queuecast/client-sdk/protocol'
import { describe, expect, it } from 'vitest'
import type { Figure } from '../../display-policy/index.ts'
import { WORDED_LANGUAGES } from './messages/index.ts'
import { sayDisplay } from './say-display.ts'

const asOfMs = Date.UTC(2026, 10, 22, 10)
const known = (boundSeconds: number): Figure['wait'] =>
  ({ known: true, boundSeconds, share: 0.9, p10Seconds: 1, p50Seconds: 2, p90Seconds: 3, basedOn: 'queue-length' })
const unknown = (reason: UnknownReason): Figure['wait'] => ({ known: false, reason })
const figure = (more: Partial<Figure> = {}): Figure => ({ state: 'waiting', wait: known(240), asOfMs, freshForSeconds: 15, ...more })
const sentence = (lang: string, more: Partial<Figure> = {}, timeZone?: string): string =>
  sayDisplay(figure(more), lang, timeZone === undefined ? {} : { timeZone }).sentence

describe('the sentence', () => {
  it.each([
    ['nl', 'Waarschijnlijk bent u binnen 4 minuten aan de beurt.'],
    ['fr', 'Vous devriez avoir quelqu\'un d\'ici 4 minutes.'],
    ['de', 'Voraussichtlich sind Sie in höchstens 4 Minuten dran.'],
    ['en', 'You will probably be answered within 4 minutes.'],
  ])('[WO2] of a known wait in %s', (lang, text) => {
    expect(sentence(lang)).toBe(text)
    expect(sayDisplay(figure(), lang)).toEqual({ lang, sentence: text })
  })

  it.each([
    ['nl', 'U bent nummer 3. Waarschijnlijk bent u binnen een minuut aan de beurt.', 'U bent de eerste in de rij. Waarschijnlijk bent u binnen anderhalf uur aan de beurt.'],
    ['fr', 'Vous êtes en 3e position. Vous devriez avoir quelqu\'un d\'ici une minute.', 'Vous êtes en première position. Vous devriez avoir quelqu\'un d\'ici une heure et demie.'],
    ['de', 'Sie sind Nummer 3. Voraussichtlich sind Sie in höchstens einer Minute dran.', 'Sie sind die erste Person in der Reihe. Voraussichtlich sind Sie in höchstens anderthalb Stunden dran.'],
    ['en', 'You are number 3. You will probably be answered within a minute.', 'You are first in line. You will probably be answered within an hour and a half.'],
  ])('[WO4] with a place in %s', (lang, third, first) => {
    expect(sentence(lang, { position: 3, positionFirm: true, wait: known(60) })).toBe(third)
    expect(sentence(lang, { position: 1, positionFirm: true, wait: known(5400) })).toBe(first)
    expect(sentence(lang, { position: 3, positionFirm: false })).toBe(sentence(lang))
  })

  it('[WO4] is the place alone where only places are told', () => {
    expect(sentence('nl', { position: 3, positionFirm: true, wait: unknown('off') })).toBe('U bent nummer 3.')
    expect(sentence('en', { wait: unknown('shadow') })).toBe('You are in line. We will help you as soon as it is your turn.')
    expect(sentence('en', { position: 2, positionFirm: true, wait: unknown('too-little-data') })).toBe('You are number 2. We cannot say at the moment how long it will take.')
  })

  it('[WO5] speaks of every state and every unknown, in every language, without a number that nobody knows', () => {
    for (const lang of WORDED_LANGUAGES) {
      for (const state of contactStateSchema.options) {
        for (const reason of unknownReasonSchema.options) {
          const text = sentence(lang, { state, wait: unknown(reason) })
          expect(text).toMatch(/^[A-ZÀ-Ý][^!{}…]+\.$/)
          expect(text).not.toMatch(/\d|undefined|NaN/)
        }
      }
    }
  })

  it('[WO5] of those who are still served after closing', () => {
    expect(sentence('en', { state: 'closing', position: 1, positionFirm: true })).toBe('We are closing, but you will still be helped. You are first in line. You will probably be answered within 4 minutes.')
    expect(sentence('en', { state: 'closing', wait: unknown('off') })).toBe('We are closing, but you will still be helped.')
  })

  it('[WO5] of a ring that was lost with its feed, claims no ring', () => {
    expect(sentence('en', { state: 'connecting' })).toBe('It is your turn: we are connecting you.')
    expect(sentence('en', { state: 'connecting', wait: unknown('stale-feed') })).toBe('You are in line. The current waiting time is not available just now.')
  })

  it('[WO9] says a time in the center\'s zone, with the day where it is another', () => {
    const today = { answerBy: '2026-11-22T14:30:00.000Z' }
    expect(sentence('nl', today, 'Europe/Brussels')).toBe('U krijgt waarschijnlijk antwoord vóór 15:30.')
    expect(sentence('en', { answerBy: '2026-11-22T23:30:00.000Z' }, 'Europe/Brussels')).toMatch(/before Monday.*23 November.*0?0:30\.$/)
    expect(sentence('nl', today)).toBe(sentence('nl'))
  })

  it('[WO9] of callbacks: by a time, within a time, or just that we will', () => {
    expect(sentence('de', { state: 'callback', wait: unknown('not-estimable'), answerBy: '2026-11-22T14:30:00.000Z' }, 'Europe/Brussels')).toBe('Wir rufen Sie vor 15:30 zurück.')
    expect(sentence('nl', { state: 'callback', position: 2, positionFirm: true })).toBe('U bent nummer 2. We bellen u waarschijnlijk binnen 4 minuten terug.')
    expect(sentence('fr', { state: 'callback', wait: unknown('no-forecast') })).toBe('Nous vous rappelons, vous n\'avez pas besoin d\'attendre.')
  })
})

describe('an agreed callback', () => {
  const window = { state: 'callback' as const, wait: unknown('not-estimable'), answerFrom: '2026-11-22T13:10:00.000Z', answerBy: '2026-11-22T13:25:00.000Z' }
  it('[WO13] says from when to when, in each language', () => {
    expect(sentence('en', window, 'Europe/Brussels')).toBe('Your call comes between 14:10 and 14:25.')
    expect(sentence('nl', window, 'Europe/Brussels')).toBe('We bellen u tussen 14:10 en 14:25.')
    expect(sentence('fr', window, 'Europe/Brussels')).toBe('Nous vous appelons entre 14:10 et 14:25.')
    expect(sentence('de', window, 'Europe/Brussels')).toBe('Wir rufen Sie zwischen 14:10 und 14:25 an.')
  })
  it('[WO13] says the day once, and both days where it goes over midnight', () => {
    const tomorrow = { ...window, answerFrom: '2026-11-23T08:00:00.000Z', answerBy: '2026-11-23T09:00:00.000Z' }
    expect(sentence('en', tomorrow, 'Europe/Brussels')).toMatch(/^Your call comes between Monday.*23 November.*0?9:00 and 10:00\.$/)
    expect(sentence('en', { ...tomorrow, answerBy: '2026-11-24T09:00:00.000Z' }, 'Europe/Brussels')).toMatch(/Monday.*and Tuesday.*24 November.*10:00\.$/)
    expect(sentence('en', window)).toBe(sentence('en', { ...window, answerFrom: undefined } as never))
  })
})

describe('what else is told', () => {
  it('[WO6] a revision openly, with its reason where there is one', () => {
    for (const lang of WORDED_LANGUAGES) {
      const plain = sayDisplay(figure({ revision: { fromSeconds: 180, toSeconds: 240 } }), lang).revision
      expect(plain).toMatch(/\.$/)
      for (const reason of revisionReasonSchema.options) {
        const told = sayDisplay(figure({ revision: { fromSeconds: 180, toSeconds: 240, reason } }), lang).revision
        expect(told?.startsWith(plain!.slice(0, -1))).toBe(true)
        expect(told).not.toBe(plain)
      }
    }
  })

  it.each([
    ['nl-BE', { 'nl-BE': 'a', nl: 'b' }, 'a'], ['nl-BE', { nl: 'b', fr: 'c' }, 'b'], ['nl', { 'nl-NL': 'd', fr: 'c' }, 'd'], ['de', { nl: 'b', fr: 'c' }, 'c'],
    ['de', { es: 'e' }, 'e'], ['de', { de: ' ', fr: 'c' }, 'c'], ['de', {}, undefined],
  ])('[WO7] a notice for %s from %j', (lang, text, told) => {
    expect(sayDisplay(figure({ notice: { text: text as Record<string, string> } }), lang, { centerLanguages: ['fr', 'nl'] }).notice).toBe(told)
  })

  it('[WO7] a notice with its expected end, as long as that lies ahead', () => {
    const notice = { text: { nl: 'Er is een storing.' }, expectedEndMs: asOfMs + 3_600_000 }
    expect(sayDisplay(figure({ notice }), 'nl', { timeZone: 'Europe/Brussels' }).notice).toBe('Er is een storing. Verwacht einde: 12:00.')
    expect(sayDisplay(figure({ notice }), 'nl').notice).toBe('Er is een storing.')
    expect(sayDisplay(figure({ notice: { ...notice, expectedEndMs: asOfMs } }), 'nl', { timeZone: 'Europe/Brussels' }).notice).toBe('Er is een storing.')
  })
})
