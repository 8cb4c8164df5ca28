import type { Truth } from '../contact-center/index.ts'
import type { Happened } from './happened.ts'

/** Replaces imputed virtual starts by the simulation's own truth. */
export function withTruth(happened: readonly Happened[], truth: readonly Truth[]): Happened[] {
  const waits = new Map(truth.map(({ contact, virtualWaitSeconds }) => [contact, virtualWaitSeconds]))
  return happened.map((stay) => {
    const seconds = waits.get(stay.contact)
    return seconds === undefined ? stay : { ...stay, virtualStartMs: stay.queuedAtMs + seconds * 1000 }
  })
}
