import { formatMessage } from './format-message.ts'
import type { WordedLanguage } from './messages/index.ts'

/**
 * A duration as people say it, to stand in a sentence: "4 minuten", "een uur", "anderhalf uur". Whole minutes, rounded up, at
 * least one.
 */
export function sayDuration(seconds: number, language: WordedLanguage): string {
  const total = Math.max(1, Math.ceil(seconds / 60))
  const hours = Math.floor(total / 60)
  const minutes = total % 60
  if (hours === 0) return formatMessage(language, 'duration.minutes', { minutes })
  if (minutes === 0) return formatMessage(language, 'duration.hours', { hours })
  return formatMessage(language, minutes === 30 ? 'duration.half-hours' : 'duration.mixed', { hours, minutes })
}
