/** Handle times of one queue or of the center: sums over services, the older ones forgotten. */
export interface HandleTimes { services: number; seconds: number }

const FORGET_PER_SERVICE = 0.995
/** So many services of the center's mean are mixed into a pool's. */
const PRIOR_SERVICES = 3

export function countService(handle: HandleTimes, seconds: number): void {
  handle.services = handle.services * FORGET_PER_SERVICE + 1
  handle.seconds = handle.seconds * FORGET_PER_SERVICE + seconds
}

/** Mean handle time of a pool's queues, shrunk to the center's; undefined before the center's first service. */
export function handleOf(queues: readonly HandleTimes[], center: HandleTimes): { meanSeconds: number; services: number } | undefined {
  if (center.services <= 0) return undefined
  let services = 0, seconds = 0
  for (const queue of queues) {
    services += queue.services
    seconds += queue.seconds
  }
  const meanSeconds = (seconds + (PRIOR_SERVICES * center.seconds) / center.services) / (services + PRIOR_SERVICES)
  return meanSeconds > 0 ? { meanSeconds, services } : undefined
}
