import type { Board } from '@queuecast/client-sdk/protocol'
import type { BoardSubscriber } from '../contract.ts'
import { boardKey } from './board-key.ts'
import type { HubDeps } from './hub-deps.ts'
import type { Timers } from './timers.ts'

/** At most two a second where something changes. */
const CHANGE_MS = 500
/** Without a change a board is sent again, so that a wall can tell silence of the center from silence of the line. */
const RENEW_MS = 5000

/** The boards' half of the hub: the newest board, at most twice a second, computed once for all who see the same. */
export interface BoardFanout {
  watch(subscriber: BoardSubscriber): () => void
  changed(center: string): void
  close(): void
}

/** Boards that see the same: one center, one choice of queues, one choice of languages. */
interface Group { subscribers: Set<BoardSubscriber>; center: string; sentAtMs: number; lookedAtMs: number; shown: string | undefined; cancel: (() => void) | undefined; dueMs: number }

export function createBoardFanout({ source, now, counts }: HubDeps, timers: Timers): BoardFanout {
  const groups = new Map<string, Group>()
  const byCenter = new Map<string, Set<Group>>()

  function boardFor(subscriber: BoardSubscriber): Board | undefined {
    return source.board(subscriber.center, { publicOnly: subscriber.publicOnly === true, langs: subscriber.langs })
  }

  function give(subscriber: BoardSubscriber, board: Board): void {
    try {
      subscriber.send(board)
      counts?.boardSent?.()
    } catch (error) {
      counts?.failed?.(error)
    }
  }

  function arm(group: Group, dueMs: number): void {
    if (group.cancel !== undefined && group.dueMs <= dueMs) return
    group.cancel?.()
    group.dueMs = dueMs
    group.cancel = timers.after(Math.max(0, dueMs - now()), () => {
      group.cancel = undefined
      look(group)
    })
  }

  function look(group: Group): void {
    const [first] = group.subscribers
    if (first === undefined) return
    const nowMs = now()
    group.lookedAtMs = nowMs
    try {
      const board = boardFor(first)
      const shown = board && boardKey(board)
      if (board && (shown !== group.shown || nowMs - group.sentAtMs >= RENEW_MS)) {
        group.shown = shown
        group.sentAtMs = nowMs
        for (const subscriber of group.subscribers) give(subscriber, board)
      }
    } catch (error) {
      counts?.failed?.(error)
    }
    arm(group, Math.max(group.sentAtMs + RENEW_MS, nowMs + CHANGE_MS))
  }

  function join(subscriber: BoardSubscriber): Group {
    const key = JSON.stringify([subscriber.center, subscriber.publicOnly === true, subscriber.langs])
    let group = groups.get(key)
    if (group === undefined) {
      group = { subscribers: new Set(), center: subscriber.center, sentAtMs: now(), lookedAtMs: -Infinity, shown: undefined, cancel: undefined, dueMs: 0 }
      groups.set(key, group)
      const same = byCenter.get(subscriber.center)
      if (same) same.add(group)
      else byCenter.set(subscriber.center, new Set([group]))
    }
    group.subscribers.add(subscriber)
    return group
  }

  function leave(subscriber: BoardSubscriber, group: Group): void {
    if (!group.subscribers.delete(subscriber) || group.subscribers.size > 0) return
    group.cancel?.()
    for (const [key, kept] of groups) if (kept === group) groups.delete(key)
    const same = byCenter.get(group.center)
    same?.delete(group)
    if (same?.size === 0) byCenter.delete(group.center)
  }

  return {
    watch(subscriber) {
      const group = join(subscriber)
      const board = boardFor(subscriber)
      if (board) {
        if (group.subscribers.size === 1) {
          group.shown = boardKey(board)
          group.sentAtMs = now()
        }
        give(subscriber, board)
      }
      arm(group, group.sentAtMs + RENEW_MS)
      return () => leave(subscriber, group)
    },
    changed(center) {
      // A look that found nothing counts for the pace, so that a busy center is not computed for each event.
      for (const group of byCenter.get(center) ?? []) arm(group, Math.max(group.sentAtMs, group.lookedAtMs) + CHANGE_MS)
    },
    close() {
      for (const group of groups.values()) group.cancel?.()
      groups.clear()
      byCenter.clear()
    },
  }
}
