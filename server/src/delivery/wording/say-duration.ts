import { formatMessage } from './format-message.ts'
import type { WordedLanguage } from './messages/index.ts'

const said = new Map<string, string>()

/**
 * A duration as people say it, to stand in a sentence: "4 minuten", "een uur", "anderhalf uur". Whole minutes, rounded up, at
 * least one.
 */
export function sayDuration(seconds: number, language: WordedLanguage): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  const id = `${language} ${minutes}`
  let text = said.get(id)
  if (text === undefined) {
    text = format(minutes, language)
    // Bounds come in steps, so there are few; figures from elsewhere must not grow this without end.
    if (said.size < 1000) said.set(id, text)
  }
  return text
}

function format(total: number, language: WordedLanguage): string {
  const hours = Math.floor(total / 60)
  const minutes = total % 60
  if (hours === 0) return formatMessage(language, 'duration.minutes', { minutes })
  if (minutes === 0) return formatMessage(language, 'duration.hours', { hours })
  return formatMessage(language, minutes === 30 ? 'duration.half-hours' : 'duration.mixed', { hours, minutes })
}
