import type { PromptPlan, PromptSegment } from '../prompt-plan.ts'

/** What FreeSWITCH plays one after the other (`playback` of each); macros are in docs/voice/freeswitch-phrases.xml. */
export interface FreeSwitchPhrases { lang: string; phrases: string[]; unspoken: { says: PromptSegment['says']; text: string }[]; expiresAt: string }

/** A plan as phrase macros with figures as their data; the macros say numbers by the language's own `mod_say`. */
export function freeSwitchPhrases(plan: PromptPlan): FreeSwitchPhrases {
  const phrases: string[] = []
  const unspoken: FreeSwitchPhrases['unspoken'] = []
  for (const { says, text, position, boundSeconds } of plan.segments) {
    if (says !== 'place-and-wait') {
      unspoken.push({ says, text })
      continue
    }
    if (position !== undefined) phrases.push(`phrase:queuecast_place:${position}`)
    if (boundSeconds !== undefined) phrases.push(`phrase:queuecast_within_minutes:${Math.max(1, Math.ceil(boundSeconds / 60))}`)
    if (position === undefined && boundSeconds === undefined) phrases.push('phrase:queuecast_still_waiting:0')
  }
  return { lang: plan.lang, phrases, unspoken, expiresAt: plan.expiresAt }
}
