import type { PromptPlan, PromptSegment } from '../prompt-plan.ts'
import { type NumberLanguage, numberSounds } from './number-sounds.ts'

/** What Asterisk plays, one file after the other; sounds are looked for in the channel's language. */
export interface AsteriskSounds {
  lang: string
  /** Names for `Playback` or ARI `sound:`; empty: silence. */
  sounds: string[]
  /** What is owed to the caller but has no stock sound (IV5). */
  unspoken: { says: PromptSegment['says']; text: string }[]
  expiresAt: string
}

/** A larger place than `say` knows here is not said: the wait is. */
const LARGEST = 999

/** A plan as stock `queue-*` and `digits/*` sounds (IV4, IV5): "you are caller number … the hold time is less than … minutes". */
export function asteriskSounds(plan: PromptPlan): AsteriskSounds {
  const language = numberLanguage(plan.lang)
  const sounds: string[] = []
  const unspoken: AsteriskSounds['unspoken'] = []
  for (const segment of plan.segments) {
    const said = segmentSounds(segment, language)
    if (said === undefined) unspoken.push({ says: segment.says, text: segment.text })
    else sounds.push(...said)
  }
  return { lang: plan.lang, sounds, unspoken, expiresAt: plan.expiresAt }
}

function segmentSounds(segment: PromptSegment, language: NumberLanguage): string[] | undefined {
  if (segment.says !== 'place-and-wait') return undefined
  const { position, boundSeconds } = segment
  const place = position === undefined || position > LARGEST ? []
    : position === 1 ? ['queue-youarenext'] : ['queue-thereare', ...numberSounds(position, language)]
  const wait = boundSeconds === undefined ? [] : ['queue-holdtime', 'queue-less-than', ...minuteSounds(boundSeconds, language)]
  // Nothing to say in figures: at least that the line is alive.
  return place.length + wait.length === 0 ? ['queue-thankyou'] : [...place, ...wait]
}

/** A duration in whole minutes, rounded up; one is said as sixty seconds where a minute is feminine: stock sounds lack that "one". */
function minuteSounds(seconds: number, language: NumberLanguage): string[] {
  const minutes = Math.min(LARGEST, Math.max(1, Math.ceil(seconds / 60)))
  if (minutes > 1) return [...numberSounds(minutes, language, 'feminine'), 'queue-minutes']
  return language === 'fr' || language === 'de' ? [...numberSounds(60, language), 'queue-seconds'] : ['digits/1', 'queue-minute']
}

function numberLanguage(lang: string): NumberLanguage {
  const base = lang.toLowerCase().split('-', 1)[0]
  return base === 'nl' || base === 'fr' || base === 'de' ? base : 'en'
}
