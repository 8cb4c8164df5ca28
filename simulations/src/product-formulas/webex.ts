import { meanOf, within, type ProductFormula } from './moment.ts'

const LOOK_BACK_MINUTES = 30
const MOST_VARIATION = 0.4
const LEAST_VALID_SHARE = 0.4

/**
 * Webex Contact Center: the mean of the minutes' mean waits over a look-back (5 to 240 minutes; 30 here), of minutes whose
 * waits vary by at most 40 % of their mean; no estimate where fewer than 40 % of the minutes are so. Minutes without an
 * answer are left out of both: what it does with them is not told. (Its documentation.)
 */
export const webex: ProductFormula = ({ answered, atMs }) => {
  const byMinute = new Map<number, number[]>()
  for (const { atMs: answeredMs, waitedSeconds } of within(answered, atMs, LOOK_BACK_MINUTES * 60)) {
    const minute = Math.floor((atMs - answeredMs) / 60_000)
    const waits = byMinute.get(minute)
    if (waits) waits.push(waitedSeconds)
    else byMinute.set(minute, [waitedSeconds])
  }
  const means: number[] = []
  for (const waits of byMinute.values()) {
    const mean = meanOf(waits) ?? 0
    const spread = Math.sqrt(meanOf(waits.map((wait) => (wait - mean) ** 2)) ?? 0)
    if (spread <= MOST_VARIATION * mean) means.push(mean)
  }
  return means.length < LEAST_VALID_SHARE * byMinute.size ? undefined : meanOf(means)
}
