import { describe, expect, it } from 'vitest'
import type { Display } from '../protocol/index.ts'
import { exampleDisplay } from '../testing/display-arbitrary.ts'
import { expireDisplay } from '../stale-display.ts'
import { breaksPause, spokenText, statusContent } from './status-content.ts'
import type { Known } from './status-content.ts'
import { elementWords } from './words/index.ts'

const known = (changes: Partial<Known> = {}): Known => ({
  display: exampleDisplay(), freshness: 'fresh', refused: false, waitedForDisplay: false, online: true, ageSeconds: 0, lang: 'fr', ...changes,
})
const of = (changes: Partial<Display>, more: Partial<Known> = {}) => statusContent(known({ display: exampleDisplay(changes), ...more }))
const { text } = exampleDisplay()

describe('content', () => {
  it('is what the display says, in its language', () => {
    expect(statusContent(known())).toEqual({
      lang: 'nl', sentence: text.sentence, position: '3', place: 3, revision: '', notice: '', offer: '', expect: 'Meestal tussen 1 en 4 minuten.',
      offersCallback: false, settled: false, state: 'waiting', freshness: 'fresh',
    })
  })

  it('falls back to words where a place may still rise, and shows the turn as the front', () => {
    expect(of({ positionFirm: false })).toMatchObject({ position: '', place: undefined })
    const { position: _, ...placeless } = exampleDisplay({ state: 'connecting' })
    expect(statusContent(known({ display: placeless }))).toMatchObject({ position: '', place: 0 })
  })

  it('[PR4] has no figure once the display is stale, but keeps what is owed', () => {
    const display = expireDisplay(exampleDisplay({ duties: [{ kind: 'offer-callback', charter: 'c', rule: 'r' }] }))
    const content = statusContent(known({ display, freshness: 'stale' }))
    expect(Object.values(content).join(' ')).not.toMatch(/\d/)
    expect(content.offersCallback).toBe(true)
  })

  it('is empty at first, calm when nothing came, and says so when there is no connection', () => {
    const before = { display: undefined, freshness: undefined }
    expect(statusContent(known(before)).sentence).toBe('')
    expect(statusContent(known({ ...before, waitedForDisplay: true })).sentence).toContain('pas connu')
    expect(statusContent(known({ ...before, online: false })).sentence).toBe(elementWords('fr').offline)
    expect(statusContent(known({ display: expireDisplay(exampleDisplay()), freshness: 'stale', online: false })).sentence).toBe(elementWords('nl').offline)
    expect(statusContent(known({ online: false })).sentence).toBe(text.sentence)
  })

  it('[PR9] says that it cannot tell when refused, but lets a fresh display live out its time, and the end stay', () => {
    expect(statusContent(known({ refused: true })).sentence).toBe(text.sentence)
    expect(statusContent(known({ refused: true, display: undefined, freshness: undefined }))).toMatchObject({ lang: 'fr', state: 'refused', sentence: elementWords('fr').unavailable })
    expect(of({ state: 'answered' }, { refused: true, freshness: 'stale' })).toMatchObject({ state: 'answered', settled: true, sentence: text.sentence })
  })

  it.each([
    [{ text: { ...text, offer: 'Wij bellen u terug.' } }, true], [{ duties: [{ kind: 'offer-callback', charter: 'c', rule: 'r' }] }, true],
    [{ duties: [{ kind: 'tell-wait', charter: 'c', rule: 'r' }] }, false], [{ state: 'callback', text: { ...text, offer: 'Wij bellen u terug.' } }, false],
  ] as const)('has the button for a callback only while one is owed: %j', (changes, offered) => {
    expect(of(changes as unknown as Partial<Display>).offersCallback).toBe(offered)
  })

  it('is spoken whole', () => {
    expect(spokenText(of({ text: { ...text, sentence: 'A.', notice: 'B.', offer: 'C.' } }), 'D.')).toBe('A. B. C. D.')
  })
})

describe('what to expect', () => {
  const wait = (p10Seconds: number, boundSeconds: number): Display['wait'] => ({ known: true, boundSeconds, share: 0.9, p10Seconds, p50Seconds: p10Seconds, p90Seconds: boundSeconds, basedOn: 'queue-length' })
  const turn = elementWords('nl').expectTurn

  it('counts the lower end of the range down with the age of the display, and rounds it down', () => {
    expect(of({ wait: wait(179, 600) }).expect).toBe('Meestal tussen 2 en 10 minuten.')
    expect(of({ wait: wait(179, 600) }, { ageSeconds: 61 }).expect).toBe('Meestal tussen 1 en 10 minuten.')
    expect(of({ wait: wait(179, 600) }, { ageSeconds: 121 }).expect).toBe(turn)
  })

  it('is the turn where there is no range that helps', () => {
    for (const given of [wait(59, 600), wait(240, 240), wait(600, 5_400), { known: false, reason: 'too-little-data' } as const]) expect(of({ wait: given }).expect).toBe(turn)
  })

  it('is nothing where nobody waits on a screen for it', () => {
    expect(of({ state: 'connecting' }).expect).toBe('')
    expect(of({ answerBy: '2026-11-22T14:30:00.000Z' }).expect).toBe('')
    expect(of({ channel: 'email', wait: { known: false, reason: 'not-yet' } }).expect).toBe('')
    expect(of({}, { freshness: 'stale' }).expect).toBe('')
  })
})

it('a pause is broken by a new state, not by a moved place', () => {
  const shown = statusContent(known())
  expect(breaksPause(shown, of({ position: 1 }))).toBe(false)
  expect(breaksPause(shown, of({ state: 'connecting' }))).toBe(true)
})
