import { contactStateSchema } from '@queuecast/client-sdk/protocol'
import { describe, expect, it } from 'vitest'
import { planText, promptPlan } from './prompt-plan.ts'
import { spokenDisplay } from './testing/spoken-displays.ts'

const full = { lang: 'fr', sentence: 'Vous êtes en 3e position.', revision: 'Cela prend plus de temps.', notice: 'Panne.', offer: 'Nous pouvons vous rappeler.' }

describe('what is spoken of a display', () => {
  it('[IV1] says the text and nothing else, the place and the wait first', () => {
    const plan = promptPlan(spokenDisplay({ text: full }))
    expect(planText(plan)).toBe('Vous êtes en 3e position. Cela prend plus de temps. Panne. Nous pouvons vous rappeler.')
    expect(plan.segments.map(({ says }) => says)).toEqual(['place-and-wait', 'revision', 'notice', 'offer'])
  })

  it.each(['connecting', 'answered', 'left', 'paused'] as const)('[IV1] is silent while %s', (state) => {
    expect(promptPlan(spokenDisplay({ state })).segments).toEqual([])
  })

  it('[IV1] an unknown contact is not spoken to, a stale feed is admitted', () => {
    expect(promptPlan(spokenDisplay({ state: 'unknown', wait: { known: false, reason: 'unknown-contact' } })).segments).toEqual([])
    expect(promptPlan(spokenDisplay({ state: 'unknown', wait: { known: false, reason: 'stale-feed' } })).segments).toHaveLength(1)
  })

  it('[IV2] ends with its display, and may be interrupted in every state', () => {
    for (const state of contactStateSchema.options) {
      const display = spokenDisplay({ state })
      expect(promptPlan(display)).toMatchObject({ expiresAt: display.staleAfter, interruptible: true })
    }
  })

  it('[IV3] a repetition is short and keeps the bound', () => {
    const plan = promptPlan(spokenDisplay({ text: { ...full, lang: 'nl' } }), { repeats: true })
    expect(plan.segments).toEqual([{ says: 'place-and-wait', text: 'Nog altijd waarschijnlijk binnen 4 minuten.', boundSeconds: 240 }])
    expect(planText(promptPlan(spokenDisplay({ wait: { known: false, reason: 'too-little-data' } }), { repeats: true }))).toBe('U staat nog in de rij.')
  })

  it('[IV5] has no figure of a place that may still rise', () => {
    expect(promptPlan(spokenDisplay({ positionFirm: false })).segments[0]).not.toHaveProperty('position')
  })
})
