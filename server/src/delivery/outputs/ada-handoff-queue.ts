import type { Display } from '@queuecast/client-sdk/protocol'
import { toldFigures } from './told-figures.ts'

/** The body of Ada's `PATCH /v2/conversations/{id}/handoff-queue/`: seconds for `time`, people ahead for `position`. */
export type AdaHandoffQueue = { unit: 'time' | 'position'; amount: number } | { unit: 'unknown' }

/** The bound where it is known, else how many are ahead; its banner has room for one of them. Source: docs.ada.cx, "Update the handoff queue". */
export function adaHandoffQueue(display: Display): AdaHandoffQueue {
  const { boundSeconds, position } = toldFigures(display)
  if (boundSeconds !== undefined) return { unit: 'time', amount: Math.max(1, Math.ceil(boundSeconds)) }
  // Nobody ahead cannot be said: the amount begins at one.
  return position !== undefined && position > 1 ? { unit: 'position', amount: position - 1 } : { unit: 'unknown' }
}
