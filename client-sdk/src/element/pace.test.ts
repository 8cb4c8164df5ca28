import { describe, expect, it } from 'vitest'
import { exampleDisplay } from '../testing/display-arbitrary.ts'
import { expireDisplay } from '../stale-display.ts'
import { pace, SCREEN_PACE_MS, SPOKEN_PACE_MS } from './pace.ts'
import type { Told } from './pace.ts'
import { screenNews, spokenNews, statusContent } from './status-content.ts'
import type { Display } from '../protocol/index.ts'

const last: Told = { text: 'You are number 3.', newsKey: 'waiting', atMs: 1_000 }
const moved = { text: 'You are number 2.', newsKey: 'waiting' }

describe('the pace', () => {
  it('tells at once what is first, and what is news', () => {
    expect(pace(undefined, moved, 0, SCREEN_PACE_MS)).toEqual({ kind: 'now' })
    expect(pace({ ...last, text: '' }, moved, 1_001, SCREEN_PACE_MS)).toEqual({ kind: 'now' })
    expect(pace(last, { text: 'It is your turn.', newsKey: 'connecting' }, 1_001, SPOKEN_PACE_MS)).toEqual({ kind: 'now' })
  })

  it('lets a moved place wait: five seconds on the screen, twenty for who listens', () => {
    for (const everyMs of [SCREEN_PACE_MS, SPOKEN_PACE_MS]) {
      expect(pace(last, moved, 1_001, everyMs)).toEqual({ kind: 'later', atMs: 1_000 + everyMs })
      expect(pace(last, moved, 1_000 + everyMs, everyMs)).toEqual({ kind: 'now' })
    }
    expect([SCREEN_PACE_MS, SPOKEN_PACE_MS]).toEqual([5_000, 20_000])
  })

  it('never tells the same twice', () => {
    expect(pace(last, last, 99_000, SCREEN_PACE_MS)).toEqual({ kind: 'same' })
  })
})

describe('what is news', () => {
  const content = (changes: Partial<Display> = {}, stale = false) => {
    const display = exampleDisplay(changes)
    return statusContent({
      display: stale ? expireDisplay(display) : display, freshness: stale ? 'stale' : 'fresh', refused: false, waitedForDisplay: false, online: true, ageSeconds: 0, lang: 'nl',
    })
  }
  const { text } = exampleDisplay()

  it.each([
    ['a moved place', content({ position: 2 }), false, false],
    ['the turn', content({ state: 'connecting' }), true, true],
    ['closing', content({ state: 'closing' }), true, true],
    ['the end', content({ state: 'answered' }), true, true],
    ['a notice', content({ text: { ...text, notice: 'Storing.' } }), true, true],
    ['a revision', content({ text: { ...text, revision: 'Langer.' } }), false, false],
    ['an offer', content({ text: { ...text, offer: 'Wij bellen u.' } }), true, false],
    ['figures that went old', content({}, true), true, false],
  ])('%s', (_name, next, onScreen, spoken) => {
    expect(screenNews(next, '') !== screenNews(content(), '')).toBe(onScreen)
    expect(spokenNews(next, '') !== spokenNews(content(), '')).toBe(spoken)
  })

  it('an answer to the customer\'s own doing', () => {
    expect(spokenNews(content(), 'Asked.')).not.toBe(spokenNews(content(), ''))
  })
})
