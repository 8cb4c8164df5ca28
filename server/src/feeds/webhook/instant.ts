/** How a vendor writes an instant: epoch seconds (also as text, also with a fraction), epoch milliseconds, RFC 3339, or an HTTP date. */
export const TIME_UNITS = ['s', 'ms', 'iso', 'http'] as const
export type TimeUnit = (typeof TIME_UNITS)[number]

/** A number of seconds beyond this is milliseconds by mistake, and the other way round: both lie in 1973 … 5138. */
const EARLIEST_MS = 100_000_000_000
const LATEST_MS = 100_000_000_000_000

const RFC3339 = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i

/**
 * Epoch milliseconds of a vendor's instant; undefined where there is none (nothing, an empty text, or 0, which several vendors send
 * for "never"); a text that says what is wrong with it otherwise. An instant without an offset is refused: guessing the zone would
 * be hours wrong twice a year.
 */
export function instantOf(value: unknown, unit: TimeUnit): number | string | undefined {
  if (value === null || value === undefined || value === '' || value === 0 || value === '0') return undefined
  switch (unit) {
    case 's': case 'ms': {
      const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,16}(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN
      const ms = Math.round(unit === 's' ? number * 1000 : number)
      if (!Number.isFinite(ms)) return `${shown(value)} is not a number of ${unit === 's' ? 'seconds' : 'milliseconds'} since 1970`
      if (ms >= EARLIEST_MS && ms < LATEST_MS) return ms
      return `${shown(value)} as ${unit === 's' ? 'seconds' : 'milliseconds'} is no instant of our time; unit may have to be "${unit === 's' ? 'ms' : 's'}"`
    }
    case 'iso': {
      if (typeof value !== 'string' || !RFC3339.test(value)) return `${shown(value)} is not an RFC 3339 instant with an offset`
      const ms = Date.parse(value.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
      return Number.isNaN(ms) ? `${shown(value)} is not an instant` : ms
    }
    case 'http': {
      const ms = typeof value === 'string' && value.endsWith(' GMT') ? Date.parse(value) : Number.NaN
      return Number.isNaN(ms) ? `${shown(value)} is not an HTTP date` : ms
    }
    default:
      return unit satisfies never
  }
}

const shown = (value: unknown): string => JSON.stringify(value).slice(0, 60)
