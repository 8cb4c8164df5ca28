import { z } from 'zod'

/** What a told wait rested on, of all that `explain` says. */
const explained = z.object({
  lines: z.array(z.object({ curve: z.object({ basedOn: z.string(), inputs: z.object({ agents: z.number(), meanHandleSeconds: z.number(), ratePerSecond: z.number() }) }) })).min(1),
})

export interface Why { basedOn: string; agents: number; meanHandleSeconds: number; ratePerSecond: number }

/** The method and inputs behind a forecast as `explain` tells them; undefined where it rests on no curve of its queue. */
export function whyOf(explanation: unknown): Why | undefined {
  const read = explained.safeParse(explanation)
  const curve = read.success ? read.data.lines[0]?.curve : undefined
  return curve && { basedOn: curve.basedOn, ...curve.inputs }
}
