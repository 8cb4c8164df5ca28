const NO_BREAK_SPACE = '\u00a0'
const UNITS = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]] as const

/** A duration in words of the language, at most two units: `2 minutes 30 seconds`. */
export function spokenDuration(seconds: number, lang: string): string {
  const whole = Math.max(0, Math.round(seconds))
  const parts: string[] = []
  let rest = whole
  // Two days and less are said in hours: charters do.
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size)
    if (count === 0 || (unit === 'day' && (whole <= 2 * size || whole % size !== 0))) continue
    rest -= count * size
    parts.push(new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(count))
  }
  if (parts.length === 0) return new Intl.NumberFormat(lang, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(0)
  return parts.slice(0, 2).join(' ').replaceAll(' ', NO_BREAK_SPACE)
}

/** A share in percent, with at most one decimal. */
export const percent = (share: number, lang: string, decimals = 1): string => new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: decimals }).format(share)

/** Never rounded over a target: 89.96 % is not 90 %. */
export const percentDown = (share: number, lang: string): string => percent(Math.floor(share * 1000 + 1e-9) / 1000, lang)

export const number = (value: number, lang: string, decimals = 0): string => new Intl.NumberFormat(lang, { maximumFractionDigits: decimals }).format(value)

/** A date, `22 November 2026`, of an instant in a zone. */
export const longDate = (atMs: number, lang: string, timeZone: string): string => new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone }).format(atMs)

export const dateAndTime = (atMs: number, lang: string, timeZone: string): string => new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(atMs)
