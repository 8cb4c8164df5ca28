import { fill, type Words } from './words.ts'

/** A duration in a few characters: `45 s`, `4 min`, `1 h 30 min`. Never negative. */
export function shortDuration(seconds: number, words: Words): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return fill(words.seconds, { n: String(whole) })
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return fill(words.minutes, { n: String(minutes) })
  const hours = fill(words.hours, { n: String(Math.floor(minutes / 60)) })
  return minutes % 60 === 0 ? hours : `${hours} ${fill(words.minutes, { n: String(minutes % 60) })}`
}

/** A time of day as people of the language write it, in the center's zone. */
export function timeOfDay(instant: string | number, lang: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', ...(timeZone === undefined ? {} : { timeZone }) }).format(new Date(instant))
}
