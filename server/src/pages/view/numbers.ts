const NO_BREAK_SPACE = '\u00a0'
const UNITS = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]] as const

/** A duration in words of the language, at most two units: `2 minutes 30 seconds`; `short`: `2 min 30 sec`. */
export function spokenDuration(seconds: number, lang: string, unitDisplay: 'long' | 'short' = 'long'): string {
  const whole = Math.max(0, Math.round(seconds))
  const parts: string[] = []
  let rest = whole
  // Two days and less are said in hours: charters do.
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size)
    if (count === 0 || (unit === 'day' && (whole <= 2 * size || whole % size !== 0))) continue
    rest -= count * size
    parts.push(new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay }).format(count))
  }
  if (parts.length === 0) return new Intl.NumberFormat(lang, { style: 'unit', unit: 'second', unitDisplay }).format(0)
  return parts.slice(0, 2).join(' ').replaceAll(' ', NO_BREAK_SPACE)
}

/** A share in percent, with at most one decimal. */
export const percent = (share: number, lang: string, decimals = 1): string => new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: decimals }).format(share)

/** A share beside its target, with one decimal that never makes it look better: 89.96 % is not 90 %. */
export const percentBeside = (share: number, direction: 'at-least' | 'at-most' | undefined, lang: string): string =>
  percent(direction === 'at-most' ? Math.ceil(share * 1000 - 1e-9) / 1000 : Math.floor(share * 1000 + 1e-9) / 1000, lang)

export const number = (value: number, lang: string, decimals = 0): string => new Intl.NumberFormat(lang, { maximumFractionDigits: decimals }).format(value)

/** Dates in English as Europe writes them. */
const dateLocale = (lang: string): string => (lang === 'en' ? 'en-GB' : lang)

/** A date, `22 November 2026`, of an instant in a zone. */
export const longDate = (atMs: number, lang: string, timeZone: string): string => new Intl.DateTimeFormat(dateLocale(lang), { dateStyle: 'long', timeZone }).format(atMs)

export const dateAndTime = (atMs: number, lang: string, timeZone: string): string => new Intl.DateTimeFormat(dateLocale(lang), { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(atMs)

/** `22 Aug – 21 Nov 2026`: from the day of one instant to that of another, both included. */
export const dateRange = (fromMs: number, toMs: number, lang: string, timeZone: string): string => new Intl.DateTimeFormat(dateLocale(lang), { dateStyle: 'medium', timeZone }).formatRange(fromMs, toMs)

/** Day and month, for the foot of a plot; `day` is `YYYY-MM-DD`. */
export const shortDay = (day: string, lang: string): string => new Intl.DateTimeFormat(dateLocale(lang), { day: 'numeric', month: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${day}T12:00:00Z`))
