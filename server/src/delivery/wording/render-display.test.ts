import { displaySchema } from '@queuecast/client-sdk/protocol'
import { describe, expect, it } from 'vitest'
import { renderDisplay } from './render-display.ts'

const context = { center: 'acme', contact: 'c-17', langs: ['nl-BE'], centerLanguages: ['fr', 'nl'], epoch: '0000000001', seq: 48211 }
const asOfMs = Date.UTC(2026, 10, 22, 10)

describe('renderDisplay', () => {
  it('[WO10] composes figure, words and place in the log into a valid display', () => {
    const display = renderDisplay({
      state: 'waiting', queue: 'support', channel: 'chat', position: 3, positionFirm: true, waitedSeconds: 35, asOfMs, freshForSeconds: 15,
      wait: { known: true, boundSeconds: 240, share: 0.9, p10Seconds: 60, p50Seconds: 130, p90Seconds: 215, basedOn: 'queue-length' },
      revision: { fromSeconds: 180, toSeconds: 240, reason: 'fewer-agents' },
      notice: { text: { fr: 'Panne.', nl: 'Storing.' }, expectedEndMs: asOfMs + 60_000 },
    }, context)
    expect(display).toEqual({
      v: 1, center: 'acme', queue: 'support', contact: 'c-17', channel: 'chat', state: 'waiting', position: 3, positionFirm: true,
      wait: { known: true, boundSeconds: 240, share: 0.9, p10Seconds: 60, p50Seconds: 130, p90Seconds: 215, basedOn: 'queue-length' },
      waitedSeconds: 35, revision: { fromSeconds: 180, toSeconds: 240, reason: 'fewer-agents' }, duties: [],
      notice: { text: 'Storing.', expectedEnd: '2026-11-22T10:01:00.000Z' },
      text: {
        lang: 'nl', sentence: 'U bent nummer 3. Waarschijnlijk bent u binnen 4 minuten aan de beurt.',
        revision: 'Het duurt langer dan we eerst zeiden, omdat er nu minder medewerkers zijn.', notice: 'Storing.',
      },
      asOf: '2026-11-22T10:00:00.000Z', staleAfter: '2026-11-22T10:00:15.000Z', freshForSeconds: 15, epoch: '0000000001', seq: 48211,
    })
    expect(displaySchema.parse(display)).toEqual(display)
  })

  it('[WO10][WO13] carries the window of an agreed callback', () => {
    const window = { answerFrom: '2026-11-22T13:10:00.000Z', answerBy: '2026-11-22T13:25:00.000Z' }
    const display = renderDisplay({ state: 'callback', wait: { known: false, reason: 'not-estimable' }, ...window, asOfMs, freshForSeconds: 15 }, { ...context, timeZone: 'Europe/Brussels' })
    expect(displaySchema.parse(display)).toMatchObject({ ...window, text: { sentence: 'We bellen u tussen 14:10 en 14:25.' } })
  })

  it('[WO10] of nobody is valid too', () => {
    const display = renderDisplay({ state: 'unknown', wait: { known: false, reason: 'unknown-contact' }, asOfMs: 0, freshForSeconds: 15 }, context)
    expect(displaySchema.parse(display)).toEqual(display)
    expect(display.text.sentence).toBe('Zodra u in de rij staat, ziet u hier hoe het ervoor staat.')
  })
})
