import type { Truth } from '../contact-center/index.ts'
import type { Happened } from './happened.ts'

/** Replaces imputed virtual starts by the simulation's own truth, stay by stay. */
export function withTruth(happened: readonly Happened[], truth: readonly Truth[]): Happened[] {
  const first = new Map<string, number>()
  const later = new Map<string, number>()
  for (const { contact, virtualWaitSeconds, queuedAtMs } of truth) {
    if (queuedAtMs === undefined) first.set(contact, virtualWaitSeconds)
    else later.set(`${contact} ${queuedAtMs}`, virtualWaitSeconds)
  }
  const seen = new Set<string>()
  return happened.map((stay) => {
    const again = seen.has(stay.contact)
    seen.add(stay.contact)
    const seconds = later.get(`${stay.contact} ${stay.queuedAtMs}`) ?? (again ? undefined : first.get(stay.contact))
    return seconds === undefined ? stay : { ...stay, virtualStartMs: stay.queuedAtMs + seconds * 1000 }
  })
}
