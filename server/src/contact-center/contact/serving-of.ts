import type { Serving } from './contact-record.ts'
import type { ContactState } from './contact-state.ts'

/** The services that count against their agents' capacity. */
export function servingOf(state: ContactState): Serving[] {
  const serving: Serving[] = []
  if (state.parked) return serving
  for (const { kind, endedAtMs, agent, by, servedQueue, queues, startedAtMs } of state.stays) {
    if (kind !== 'with-agent' || endedAtMs !== undefined || agent === undefined || by !== undefined) continue
    serving.push({ agent, queue: servedQueue ?? queues[0] ?? '', startedAtMs })
  }
  return serving
}
