import { describe, expect, it } from 'vitest'
import { WORDED_LANGUAGES } from './messages/index.ts'
import { sayRepetition } from './say-repetition.ts'

const known = { known: true as const, boundSeconds: 60, share: 0.9, p10Seconds: 1, p50Seconds: 2, p90Seconds: 3, basedOn: 'queue-length' as const }

describe('repetitions', () => {
  it('[WO11] are short, in each language', () => {
    expect(WORDED_LANGUAGES.map((lang) => sayRepetition(known, lang))).toEqual([
      'Nog altijd waarschijnlijk binnen een minuut.', 'Toujours d\'ici une minute probablement.', 'Weiterhin voraussichtlich in höchstens einer Minute.',
      'Still probably within a minute.',
    ])
    expect(sayRepetition({ known: false, reason: 'no-agents' }, 'nl')).toBe('U staat nog in de rij.')
  })
})
