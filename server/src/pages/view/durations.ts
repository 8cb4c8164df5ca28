import { fill, type Words } from './words.ts'

const NO_BREAK_SPACE = '\u00a0'

/** A duration in a few characters that stay on one line: `45 s`, `4 min`, `1 h 30 min`. Never negative. */
export function shortDuration(seconds: number, words: Words): string {
  return duration(seconds, words).replaceAll(' ', NO_BREAK_SPACE)
}

function duration(seconds: number, words: Words): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return fill(words.seconds, { n: String(whole) })
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return fill(words.minutes, { n: String(minutes) })
  const hours = fill(words.hours, { n: String(Math.floor(minutes / 60)) })
  return minutes % 60 === 0 ? hours : `${hours} ${fill(words.minutes, { n: String(minutes % 60) })}`
}

/** A time of day as people of the language write it, in the center's zone. */
export function timeOfDay(instant: string | number, lang: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(timeZone === undefined ? {} : { timeZone }) }).format(new Date(instant))
}
