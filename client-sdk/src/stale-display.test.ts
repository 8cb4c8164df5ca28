import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { displayArbitrary, exampleDisplay } from './testing/display-arbitrary.ts'
import { readDisplay } from './protocol/index.ts'
import { expireDisplay, momentarilyUnknownText } from './stale-display.ts'

it('[PR4] leaves no figure in any display of someone who waits, and says so in the same language', () => {
  fc.assert(fc.property(displayArbitrary, (display) => {
    const expired = expireDisplay(display)
    expect(readDisplay(expired)).toEqual(expired)
    if (['answered', 'left', 'closed'].includes(display.state)) {
      expect(expired).toBe(display)
      return
    }
    expect(expired).toMatchObject({ state: display.state, wait: { known: false, reason: 'stale-feed' }, duties: display.duties })
    for (const figure of ['position', 'positionFirm', 'answerBy', 'waitedSeconds', 'revision']) expect(expired).not.toHaveProperty(figure)
    expect(expired.text.revision).toBeUndefined()
    expect(expired.text).toMatchObject(momentarilyUnknownText(display.text.lang))
    expect(expired.text.sentence).not.toMatch(/\d/)
  }), { numRuns: 200 })
})

it('[PR4] keeps what is owed and what is announced', () => {
  const display = exampleDisplay({ duties: [{ kind: 'offer-callback', charter: 'be-2011', rule: 'callback-offer' }], text: { ...exampleDisplay().text, notice: 'Storing', offer: 'Bel mij terug' } })
  expect(expireDisplay(display)).toMatchObject({ duties: display.duties, text: { notice: 'Storing', offer: 'Bel mij terug' } })
})

it('takes the first language it speaks, else English', () => {
  expect(momentarilyUnknownText('fr-BE').lang).toBe('fr')
  expect(momentarilyUnknownText(undefined, 'xx', 'DE').lang).toBe('de')
  expect(momentarilyUnknownText('constructor', '').lang).toBe('en')
})
