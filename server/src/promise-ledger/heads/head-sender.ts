import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Seal } from '../chain/line.ts'
import { writeWhole } from '../files/write-file.ts'
import { type Heads, type HeadWay, type WayOut, waysOf } from './heads.ts'

const FIRST_RETRY_MS = 60_000
const LAST_RETRY_MS = 3_600_000

/** How it stands with one way out of the house, as this node knows it. */
export interface HeadState {
  way: HeadWay
  /** The newest day whose head left by it, and when; by whom it was stamped. */
  left?: { day: string; atMs: number; by?: string }
  /** A head that has not left yet, since when, and why not. */
  waiting?: { day: string; sinceMs: number; error?: string; nextTryAtMs?: number }
}

interface Trial { busy: boolean; failures: number; left: HeadState['left']; waiting: HeadState['waiting'] }

export interface HeadSenderDeps {
  /** Where a center's sealed days lie. */
  folderOf(center: string): string
  nowMs(): number
  report(event: 'ledger-head-sent' | 'ledger-head-failed', detail: Record<string, string | number>): void
}

/**
 * Sends the newest sealed head of each center out of the house by every way that is configured, each for itself. What left is noted beside the
 * sealed days; what fails is tried again, after a minute at first and after an hour at most. Nothing waits for it.
 */
export class HeadSender {
  #deps: HeadSenderDeps
  #trials = new Map<string, Trial>()
  #running = new Set<Promise<void>>()
  #stop = new AbortController()

  constructor(deps: HeadSenderDeps) {
    this.#deps = deps
  }

  /** Begins to send what has not left yet, where it is time for it. Returns at once; call it again and again. */
  offer(center: string, heads: Heads, seal: Seal): void {
    for (const way of waysOf(heads)) {
      const trial = this.#trial(center, way.way)
      const { left, waiting } = trial
      if (trial.busy || (left !== undefined && left.day >= seal.day) || (waiting?.nextTryAtMs ?? 0) > this.#deps.nowMs() || this.#stop.signal.aborted) continue
      trial.busy = true
      const run = this.#send(center, way, seal, trial).finally(() => {
        trial.busy = false
        this.#running.delete(run)
      })
      this.#running.add(run)
    }
  }

  /** Each configured way of a center: what left, and what waits. */
  async states(center: string, heads: Heads): Promise<HeadState[]> {
    return Promise.all(waysOf(heads).map(async ({ way, note }) => {
      const { left, waiting } = this.#trial(center, way)
      const known = left ?? await this.#noted(center, note)
      return { way, ...(known === undefined ? {} : { left: known }), ...(waiting === undefined ? {} : { waiting }) }
    }))
  }

  /** Since when a head waits to leave by each configured way of a center; undefined where none waits. */
  waitingSince(center: string, heads: Heads): { way: HeadWay; sinceMs: number | undefined }[] {
    return waysOf(heads).map(({ way }) => ({ way, sinceMs: this.#trial(center, way).waiting?.sinceMs }))
  }

  /** Breaks off what is under way; whether a mail was taken is waited for. */
  async close(): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.#running)
  }

  #trial(center: string, way: HeadWay): Trial {
    const key = `${center} ${way}`
    const known = this.#trials.get(key)
    if (known !== undefined) return known
    const made: Trial = { busy: false, failures: 0, left: undefined, waiting: undefined }
    this.#trials.set(key, made)
    return made
  }

  async #send(center: string, { way, note, send }: WayOut, seal: Seal, trial: Trial): Promise<void> {
    const { folderOf, nowMs, report } = this.#deps
    const { day } = seal
    try {
      trial.left ??= await this.#noted(center, note)
      if (trial.left !== undefined && trial.left.day >= day) return
      trial.waiting = { day, sinceMs: trial.waiting?.sinceMs ?? nowMs() }
      const folder = folderOf(center)
      const by = await send(center, seal, { folder, nowMs: nowMs(), signal: this.#stop.signal })
      const atMs = nowMs()
      await writeWhole(join(folder, note), [`${day} ${new Date(atMs).toISOString()}${by === undefined ? '' : ` ${by}`}\n`])
      trial.left = { day, atMs, ...(by === undefined ? {} : { by }) }
      trial.waiting = undefined
      trial.failures = 0
      report('ledger-head-sent', { center, day, way })
    } catch (error) {
      if (this.#stop.signal.aborted) return
      const nextTryAtMs = nowMs() + Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** trial.failures)
      trial.failures += 1
      const why = reasonOf(error).slice(0, 300)
      trial.waiting = { day, sinceMs: trial.waiting?.sinceMs ?? nowMs(), error: why, nextTryAtMs }
      report('ledger-head-failed', { center, day, way, error: why, nextTryAt: new Date(nextTryAtMs).toISOString() })
    }
  }

  /** What an earlier start of this node noted. */
  async #noted(center: string, note: string): Promise<HeadState['left']> {
    const text = await readFile(join(this.#deps.folderOf(center), note), 'utf8').catch(() => '')
    const [day = '', at = '', ...by] = text.trim().split(' ')
    const atMs = Date.parse(at === '' ? `${day}T23:59:59Z` : at)
    if (Number.isNaN(atMs)) return undefined
    return { day, atMs, ...(by.length === 0 ? {} : { by: by.join(' ') }) }
  }
}

/** `fetch` says only that it failed; its cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.cause.message !== '' ? `${error.message}: ${error.cause.message}` : error.message
}
