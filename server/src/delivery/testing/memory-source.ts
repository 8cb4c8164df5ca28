import type { Board, Display, QueueStatus } from '@queuecast/client-sdk/protocol'
import type { DisplaySource } from '../contract.ts'

/** A display of a waiting contact, with what the test wants otherwise. */
export function makeDisplay(change: Partial<Display> & { center: string; contact: string }): Display {
  const asOfMs = Date.parse('2026-11-22T10:00:00Z')
  return {
    v: 1, queue: 'support', channel: 'voice', state: 'waiting', position: 1, positionFirm: true,
    wait: { known: true, boundSeconds: 240, share: 0.9, p10Seconds: 60, p50Seconds: 130, p90Seconds: 215, basedOn: 'queue-length' },
    waitedSeconds: 35, duties: [], text: { lang: 'en', sentence: 'You will probably be answered within 4 minutes.' },
    asOf: new Date(asOfMs).toISOString(), staleAfter: new Date(asOfMs + 15_000).toISOString(), freshForSeconds: 15, epoch: '0000000001', seq: 1,
    ...change,
  }
}

export function makeQueueStatus(change: Partial<QueueStatus> & { queue: string }): QueueStatus {
  return {
    name: 'Support', channel: 'voice', open: true, waiting: 3, longestWaitSeconds: 65,
    wait: { known: true, boundSeconds: 240, share: 0.9, p10Seconds: 60, p50Seconds: 130, p90Seconds: 215, basedOn: 'queue-length' },
    staffed: 4, feed: 'live', show: 'both', feedLevel: 3, asOf: '2026-11-22T10:00:00.000Z', ...change,
  }
}

/** A `DisplaySource` held in the hand, for tests: what was not put is unknown. */
export interface MemorySource extends DisplaySource {
  put(display: Display): void
  putBoard(center: string, board: Board, publicQueues?: readonly string[]): void
  /** What `served` was called with. */
  readonly servedContacts: { center: string; contact: string; via: string }[]
  /** How often a display was computed. */
  readonly looks: number
  /** Contacts whose display throws. */
  readonly broken: Set<string>
}

export function createMemorySource(centers: readonly string[] = ['acme']): MemorySource {
  const displays = new Map<string, Display>()
  const boards = new Map<string, { board: Board; publicQueues: readonly string[] }>()
  const servedContacts: MemorySource['servedContacts'] = []
  const broken = new Set<string>()
  let looks = 0

  function display(center: string, contact: string): Display {
    looks += 1
    if (broken.has(contact)) throw new Error(`no display for ${contact}`)
    const known = displays.get(`${center}/${contact}`)
    if (known) return known
    const { queue: _queue, position: _position, positionFirm: _firm, ...rest } = makeDisplay({ center, contact })
    return { ...rest, state: 'unknown', wait: { known: false, reason: 'unknown-contact' }, text: { lang: 'en', sentence: 'One moment please.' } }
  }

  return {
    hasCenter: (center) => centers.includes(center),
    display: (center, contact) => display(center, contact),
    fresh(center, contact) {
      const { epoch, seq, freshForSeconds } = displays.get(`${center}/${contact}`) ?? { epoch: '0000000001', seq: 1, freshForSeconds: 15 }
      return { epoch, seq, freshForSeconds }
    },
    stateOf: (center, contact) => displays.get(`${center}/${contact}`)?.state ?? 'unknown',
    board(center, { publicOnly }) {
      const kept = boards.get(center)
      if (!kept || !publicOnly) return kept?.board
      return { ...kept.board, queues: kept.board.queues.filter((queue) => kept.publicQueues.includes(queue.queue)), feeds: [] }
    },
    queue: (center, queue) => boards.get(center)?.board.queues.find((status) => status.queue === queue),
    explain: () => ({}),
    served(center, contact, _display, via) {
      servedContacts.push({ center, contact, via })
    },
    put(next) {
      displays.set(`${next.center}/${next.contact}`, next)
    },
    putBoard(center, board, publicQueues = []) {
      boards.set(center, { board, publicQueues })
    },
    servedContacts,
    get looks() {
      return looks
    },
    broken,
  }
}
