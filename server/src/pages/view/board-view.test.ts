import { expect, it } from 'vitest'
import { makeQueueStatus } from '../../delivery/testing/memory-source.ts'
import { boardView } from './board-view.ts'
import { DEMO_WORDS } from './demo-words.ts'
import { LIVE_WORDS } from './live-words.ts'
import { shortDuration } from './durations.ts'
import { fill, PAGE_LANGUAGES, wordsOf } from './words.ts'

it.each([[0, '0 s'], [59, '59 s'], [60, '1 min'], [185, '3 min'], [3600, '1 h'], [5400, '1 h 30 min'], [-5, '0 s']])('%i seconds are written %s', (seconds, text) => {
  expect(shortDuration(seconds, wordsOf('en')).replaceAll('\u00a0', ' ')).toBe(text)
})

it('every language has every word, and fills the same places', () => {
  const english = wordsOf('en')
  const places = (text: unknown): string[] => [...String(text).matchAll(/\{\w+\}/g)].map(([place]) => place).sort()
  for (const lang of PAGE_LANGUAGES) {
    for (const [name, word] of Object.entries(wordsOf(lang))) {
      const same = english[name as keyof typeof english]
      if (typeof word === 'string') expect([lang, name, places(word)]).toEqual([lang, name, places(same)])
      else expect(Object.keys(word).sort()).toEqual(Object.keys(same).sort())
    }
  }
})

it.each([['demo', DEMO_WORDS], ['live demo', LIVE_WORDS]])('the %s has its words in every language, none left in English', (_page, all) => {
  const flat = (value: unknown, path = ''): [string, string][] => (typeof value === 'string' ? [[path, value]] : Object.entries(value as object).flatMap(([name, inner]) => flat(inner, `${path}.${name}`)))
  const english = new Map(flat(all.en))
  const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()
  for (const lang of ['nl', 'fr', 'de'] as const) {
    const words = flat(all[lang])
    expect(words.map(([path]) => path).sort()).toEqual([...english.keys()].sort())
    expect(words.map(([path, text]) => [path, places(text)])).toEqual(words.map(([path]) => [path, places(english.get(path) ?? '')]))
    // Names, and a word that is the same.
    expect(words.filter(([path, text]) => english.get(path) === text).map(([path]) => path).filter((path) => !['.speaker.queuecast.name', '.pause', '.title'].includes(path))).toEqual([])
  }
})

it('a region speaks its language; a language nobody wrote is English', () => {
  expect(wordsOf('nl-BE')).toBe(wordsOf('nl'))
  expect(wordsOf('xx')).toBe(wordsOf('en'))
})

it('a place without a value is left as it is', () => {
  expect(fill('{a} and {b}', { a: '1' })).toBe('1 and {b}')
})

it('says how long a feed has been silent, but not of one that is live: that figure would flicker', () => {
  const feed = { feed: 'pbx1', alive: 'heartbeat' as const, silentForSeconds: 42, clockOffsetSeconds: 0, accepted: 9, tooLate: 0, quarantined: 0, unknownFields: 0, drift: 0 }
  const { feeds } = boardView({
    queues: [makeQueueStatus({ queue: 'support' })], feeds: [{ ...feed, state: 'stale' }, { ...feed, state: 'live' }], asOf: '2026-11-22T10:00:00.000Z', epoch: '0000000001', seq: 1,
  }, { words: wordsOf('en'), lang: 'en', timeZone: undefined })
  expect(feeds.map(({ text }) => text.replaceAll('\u00a0', ' '))).toEqual(['Silent · 42 s ago', 'Live'])
})

it('alerts to a silent feed, and to a queue in which people wait for nobody', () => {
  const feed = { feed: 'pbx1', state: 'stale' as const, alive: 'heartbeat' as const, clockOffsetSeconds: 0, accepted: 9, tooLate: 0, quarantined: 0, unknownFields: 0, drift: 0 }
  const { alerts } = boardView({
    queues: [
      makeQueueStatus({ queue: 'a', name: 'Support', staffed: 0, waiting: 7 }), makeQueueStatus({ queue: 'b', staffed: 0, waiting: 0 }), makeQueueStatus({ queue: 'c', staffed: 0, open: false }),
      makeQueueStatus({ queue: 'd', staffed: 0, feed: 'stale' }),
    ],
    feeds: [feed, { ...feed, feed: 'pbx2', state: 'live' }], asOf: '2026-11-22T10:00:00.000Z', epoch: '0000000001', seq: 1,
  }, { words: wordsOf('en'), lang: 'en', timeZone: undefined })
  expect(alerts).toEqual(['No live data from pbx1', 'Support: nobody staffed, 7 waiting'])
})
