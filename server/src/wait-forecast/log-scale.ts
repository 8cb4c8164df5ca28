/**
 * Seconds on a 16-bit logarithmic scale: code = round(ln(1 + seconds/0.1) · 3600). 0 is 0; the largest code is 8.05e6 s (93
 * days), and what is longer is told as that. Half a step is 0.014 %: see `LARGEST_RELATIVE_ERROR`.
 */
const UNIT_SECONDS = 0.1
const STEPS = 3600
export const LARGEST_CODE = 65_535
/** |decoded − seconds| ≤ this × (seconds + 0.1). */
export const LARGEST_RELATIVE_ERROR = Math.expm1(0.5 / STEPS)

export const codeOfSeconds = (seconds: number): number =>
  Math.min(LARGEST_CODE, Math.round(Math.log1p(Math.max(0, seconds) / UNIT_SECONDS) * STEPS))

/** All the values there are: looking one up costs a tenth of computing it, and nodes read thousands a second. */
const SECONDS = Float64Array.from({ length: LARGEST_CODE + 1 }, (_, code) => UNIT_SECONDS * Math.expm1(code / STEPS))

export const secondsOfCode = (code: number): number => SECONDS[code] ?? SECONDS[LARGEST_CODE] ?? 0
