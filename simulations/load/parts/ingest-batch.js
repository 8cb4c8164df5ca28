import exec from 'k6/execution'
import { answered, handled, queued, runName, tell } from './center.js'

const CONTACTS = 33

/** One batch of contacts that are queued, answered and handled, so that lines stay short while events flow. */
export function ingestBatch() {
  const run = runName()
  const queue = `load-${exec.vu.idInTest % 4}`
  tell(...Array.from({ length: CONTACTS }, (_, i) => `${run}-${i}`).flatMap((contact) => [queued(contact, queue), answered(contact), handled(contact)]))
}
