import type { Display } from '@queuecast/client-sdk/protocol'
import type { ContactSubscriber, FoldedChange } from '../contract.ts'
import { createDueWheel } from './due-wheel.ts'
import { createFreshRounds } from './fresh-rounds.ts'
import type { HubDeps } from './hub-deps.ts'
import { dueAtMs, freshAfterMs, isTurn, laneOf } from './pacing.ts'
import { createReadyLanes } from './ready-lanes.ts'
import { createRememberedContacts } from './remembered-contacts.ts'
import { showsTheSame } from './shows-the-same.ts'
import type { Timers } from './timers.ts'
import { WatchIndex } from './watch-index.ts'
import type { Watch } from './watch.ts'

/** The customers' half of the hub: latest-only, paced by place. */
export interface ContactFanout {
  watch(subscriber: ContactSubscriber): () => void
  changed(change: FoldedChange): void
  changedAll(center: string): void
  readonly connected: number
  /** Changes that waited for the pace of their customer and were overtaken by another. */
  readonly conflated: number
  close(): void
}

const isUnknownContact = (display: Display): boolean => !display.wait.known && display.wait.reason === 'unknown-contact'

export function createContactFanout(deps: HubDeps, timers: Timers): ContactFanout {
  const { source, now } = deps
  let conflated = 0
  const index = new WatchIndex()
  const served = createRememberedContacts()
  const ready = createReadyLanes<Watch>(timers, look)
  const wheel = createDueWheel<Watch>(now, timers, (watches) => {
    const nowMs = now()
    for (const watch of watches) if (watch.pending === 'later' && watch.dueMs <= nowMs) makeReady(watch)
  })
  const rounds = createFreshRounds({ index, source, now, timers, renew })

  function failed(error: unknown): void {
    deps.counts?.failed?.(error)
  }

  function makeReady(watch: Watch): void {
    index.setPending(watch, 'ready')
    ready.add(watch, laneOf(watch.position))
  }

  /** It may have changed. One flag a customer: however often it changes meanwhile, the newest is computed when it is sent. */
  function mark(watch: Watch, nowMs: number): void {
    if (watch.gone) return
    if (watch.pending !== 'none') {
      conflated += 1
      return
    }
    const due = dueAtMs(watch)
    if (due <= nowMs) {
      makeReady(watch)
      return
    }
    index.setPending(watch, 'later')
    watch.dueMs = due
    wheel.add(watch, due)
  }

  function hasItsTurn(watch: Watch): boolean {
    const { center, contact, langs } = watch.subscriber
    try {
      const state = source.stateOf ? source.stateOf(center, contact) : source.display(center, contact, langs).state
      return state !== watch.state && isTurn(state)
    } catch (error) {
      failed(error)
      return false
    }
  }

  function markContact(watch: Watch, nowMs: number): void {
    if (watch.gone || watch.pending === 'ready') return
    if (hasItsTurn(watch)) makeReady(watch)
    else mark(watch, nowMs)
  }

  function look(watch: Watch): void {
    if (watch.gone || watch.pending !== 'ready') return
    index.setPending(watch, 'none')
    const nowMs = now()
    watch.lookedAtMs = nowMs
    const { center, contact, langs } = watch.subscriber
    try {
      const display = source.display(center, contact, langs)
      if (watch.shown === undefined || !showsTheSame(display, watch.shown)) send(watch, display, nowMs)
      else if (nowMs - watch.freshAtMs >= freshAfterMs(watch.freshForSeconds)) renew(watch, source.fresh(center, contact))
    } catch (error) {
      // What the client holds may be false now: it is not renewed, and the next look sends again.
      watch.shown = undefined
      failed(error)
    }
  }

  function send(watch: Watch, display: Display, nowMs: number): void {
    const { center, contact, via } = watch.subscriber
    index.move(watch, display.queue)
    watch.position = display.position
    watch.state = display.state
    watch.sentAtMs = nowMs
    watch.subscriber.send(display)
    watch.shown = display
    watch.freshAtMs = nowMs
    watch.freshForSeconds = display.freshForSeconds
    deps.counts?.displaySent?.(display)
    if (watch.noted || isUnknownContact(display)) return
    watch.noted = true
    if (served.add(center, contact)) source.served(center, contact, display, via ?? 'stream')
  }

  function renew(watch: Watch, fresh: Parameters<ContactSubscriber['fresh']>[0]): void {
    try {
      watch.subscriber.fresh(fresh)
      watch.freshAtMs = now()
      watch.freshForSeconds = fresh.freshForSeconds
      deps.counts?.freshSent?.()
    } catch (error) {
      failed(error)
    }
  }

  return {
    watch(subscriber) {
      const watch: Watch = {
        subscriber, queue: undefined, group: undefined, state: undefined, shown: undefined, position: undefined, sentAtMs: -Infinity, lookedAtMs: -Infinity,
        freshAtMs: now(), freshForSeconds: 0, pending: 'ready', dueMs: 0, noted: false, gone: false,
      }
      index.add(watch)
      rounds.start()
      look(watch)
      return () => {
        if (watch.gone) return
        watch.gone = true
        index.remove(watch)
      }
    },
    changed(change) {
      const nowMs = now()
      for (const contact of change.contacts) for (const watch of index.ofContact(change.center, contact)) markContact(watch, nowMs)
      for (const queue of change.queues) for (const watch of index.calmOfQueue(change.center, queue)) mark(watch, nowMs)
    },
    changedAll(center) {
      const nowMs = now()
      for (const watch of index.ofCenter(center)) markContact(watch, nowMs)
    },
    get connected() {
      return index.size
    },
    get conflated() {
      return conflated
    },
    close() {
      ready.close()
      wheel.close()
      rounds.close()
    },
  }
}
