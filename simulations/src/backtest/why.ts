import type { ForecastEvidence } from '@queuecast/server/wait-forecast'
import { z } from 'zod'

/** What a told wait rested on, of all that `explain` says. */
const explained = z.object({
  lines: z.array(z.object({ curve: z.object({ basedOn: z.string(), inputs: z.object({ agents: z.number(), meanHandleSeconds: z.number(), ratePerSecond: z.number() }) }) })).min(1),
})

/** Method, inputs, and how much data: services behind the handle time, departures behind the rate, outcomes behind range and correction. */
export interface Why {
  basedOn: string
  agents: number
  meanHandleSeconds: number
  ratePerSecond: number
  services: number
  departures: number
  outcomes: number
}

/** What stood behind a forecast, as `?explain=1` tells it; undefined where it rests on no curve of its queue. */
export function whyOf(explanation: unknown, evidence: ForecastEvidence | undefined): Why | undefined {
  const read = explained.safeParse(explanation)
  const curve = read.success ? read.data.lines[0]?.curve : undefined
  return curve && {
    basedOn: curve.basedOn, ...curve.inputs, services: Math.round(evidence?.handle?.services ?? 0), departures: Math.round(evidence?.throughput?.recentDepartures ?? 0),
    outcomes: evidence?.calibrationOutcomes ?? 0,
  }
}
