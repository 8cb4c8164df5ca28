import { describe, expect, it } from 'vitest'
import { exampleDisplay } from '../testing/display-arbitrary.ts'
import { expireDisplay } from '../stale-display.ts'
import { paceAnnouncement, QUIET_MS } from './announce-pace.ts'
import { elementText } from './element-text.ts'
import { breaksPause, spokenText, statusContent } from './status-content.ts'
import type { Known } from './status-content.ts'

const known = (changes: Partial<Known> = {}): Known => ({ display: exampleDisplay(), freshness: 'fresh', refused: false, waitedForDisplay: false, lang: 'fr', ...changes })

describe('content', () => {
  it('is what the display says, in its language', () => {
    expect(statusContent(known())).toEqual({
      lang: 'nl', sentence: exampleDisplay().text.sentence, position: '3', revision: '', notice: '', offer: '', state: 'waiting', freshness: 'fresh',
    })
  })

  it('shows no place as a figure that may still rise', () => {
    expect(statusContent(known({ display: exampleDisplay({ positionFirm: false }) })).position).toBe('')
  })

  it('[PR4] has no figure once the display is stale', () => {
    const content = statusContent(known({ display: expireDisplay(exampleDisplay()), freshness: 'stale' }))
    expect(Object.values(content).join(' ')).not.toMatch(/\d/)
  })

  it('is empty at first, and calm when nothing came', () => {
    expect(statusContent(known({ display: undefined, freshness: undefined })).sentence).toBe('')
    expect(statusContent(known({ display: undefined, freshness: undefined, waitedForDisplay: true })).sentence).toContain('pas connu')
  })

  it('[PR9] says that it cannot tell when refused, but lets a fresh display live out its time', () => {
    expect(statusContent(known({ refused: true })).sentence).toBe(exampleDisplay().text.sentence)
    expect(statusContent(known({ refused: true, display: undefined, freshness: undefined }))).toMatchObject({ lang: 'fr', state: 'refused', sentence: elementText('fr').unavailable })
  })

  it('is spoken whole', () => {
    const { text } = exampleDisplay()
    expect(spokenText(statusContent(known({ display: exampleDisplay({ text: { ...text, sentence: 'A.', notice: 'B.', offer: 'C.' } }) })))).toBe('A. B. C.')
  })
})

it('a pause is broken by a new state, not by a moved place', () => {
  const shown = statusContent(known())
  expect(breaksPause(shown, statusContent(known({ display: exampleDisplay({ position: 1 }) })))).toBe(false)
  expect(breaksPause(shown, statusContent(known({ display: exampleDisplay({ state: 'connecting' }) })))).toBe(true)
})

describe('announcements', () => {
  const last = { text: 'You are number 3.', state: 'waiting', atMs: 1_000 }

  it('are made at once for the first text and for a new state', () => {
    expect(paceAnnouncement(undefined, { text: 'a', state: 'waiting' }, 0)).toEqual({ kind: 'now' })
    expect(paceAnnouncement(last, { text: 'It is your turn.', state: 'connecting' }, 1_001)).toEqual({ kind: 'now' })
  })

  it('wait until it was quiet for a while when only the place moved', () => {
    expect(paceAnnouncement(last, { text: 'You are number 2.', state: 'waiting' }, 2_000)).toEqual({ kind: 'later', atMs: 1_000 + QUIET_MS })
    expect(paceAnnouncement(last, { text: 'You are number 2.', state: 'waiting' }, 1_000 + QUIET_MS)).toEqual({ kind: 'now' })
  })

  it('are not made of nothing, nor twice of the same', () => {
    expect(paceAnnouncement(last, { text: '', state: 'waiting' }, 99_000)).toEqual({ kind: 'silent' })
    expect(paceAnnouncement(last, { ...last }, 99_000)).toEqual({ kind: 'silent' })
  })
})

it('speaks four languages, else English', () => {
  expect(['nl-BE', 'fr', 'de', 'en', 'xx', undefined].map((lang) => elementText(lang).lang)).toEqual(['nl', 'fr', 'de', 'en', 'en', 'en'])
})
