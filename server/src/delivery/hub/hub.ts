import type { Hub } from '../contract.ts'
import { createBoardFanout } from './board-fanout.ts'
import { createContactFanout } from './contact-fanout.ts'
import type { HubDeps } from './hub-deps.ts'
import { nodeTimers } from './timers.ts'

/**
 * The latest-only fan-out of one node (SPEC.md, HB). It keeps no display and no queue of updates: what is sent is
 * computed from the source at the moment it is sent. Subscribers that throw are counted and harm nobody else.
 */
export function createHub(deps: HubDeps): Hub {
  const timers = deps.schedule ?? nodeTimers
  const contacts = createContactFanout(deps, timers)
  const boards = createBoardFanout(deps, timers)
  return {
    watchContact: contacts.watch,
    watchBoard: boards.watch,
    changed(change) {
      contacts.changed(change)
      if (change.contacts.size > 0 || change.queues.size > 0) boards.changed(change.center)
    },
    changedAll(center) {
      contacts.changedAll(center)
      boards.changed(center)
    },
    get connected() {
      return contacts.connected
    },
    get conflated() {
      return contacts.conflated
    },
    close() {
      contacts.close()
      boards.close()
    },
  }
}
