import type { Naming } from './emit-events.ts'
import type { Observer } from './observer.ts'
import type { Contact } from './state.ts'

/** What truly would have happened to a contact, and what an oracle that knows the parameters said (contract, `--truth`). */
export interface Truth {
  contact: string
  /** The wait from queueing that it would have had with infinite patience. */
  virtualWaitSeconds: number
  oracle: (OracleSaying & { at: number })[]
  /** Of a later stay of the same contact (after a transfer): when that was queued. Absent for the first. */
  queuedAtMs?: number
}

/** Of the remaining virtual wait: its mean, and where futures were drawn its 10 % and 90 % quantiles. */
export interface OracleSaying { meanSeconds: number; p10Seconds?: number; p90Seconds?: number }

/** What is said of a waiting contact by who knows parameters and state but not the future; undefined where it has no answer. */
export type Oracle = (contact: Contact, nowSeconds: number) => OracleSaying | undefined

/** An observer that keeps the truth of every stay that was, or would have been, served; in the order of queueing. */
export function keepTruth(names: Naming, oracle: Oracle): Observer & { lines(): Truth[] } {
  const stays = new Map<Contact, Truth>()
  const open = (contact: Contact): Truth => {
    let truth = stays.get(contact)
    if (truth === undefined) {
      const later = contact.stay === 0 ? {} : { queuedAtMs: names.at(contact.queuedSeconds) }
      truth = { contact: names.contact(contact), virtualWaitSeconds: Number.NaN, oracle: [], ...later }
      stays.set(contact, truth)
    }
    return truth
  }
  return {
    queued(contact) { open(contact) },
    virtualStart(contact, now) { open(contact).virtualWaitSeconds = now - contact.queuedSeconds },
    look(contact, now) {
      const said = oracle(contact, now)
      if (said !== undefined) open(contact).oracle.push({ at: names.at(now), ...said })
    },
    // Whoever still waited when the last agent went home has no virtual wait.
    lines: () => [...stays.values()].filter(({ virtualWaitSeconds }) => !Number.isNaN(virtualWaitSeconds)),
  }
}
