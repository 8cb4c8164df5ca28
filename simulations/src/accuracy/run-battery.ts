import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunOptions } from './run-setting.ts'
import type { SettingFigures } from './setting-figures.ts'
import type { Setting } from './settings.ts'
import type { Answer, Job } from './worker.ts'

export interface BatteryOptions extends RunOptions {
  settings: readonly Setting[]
  seeds: readonly number[]
  processes: number
  onDone?: (figures: SettingFigures, seconds: number, done: number, of: number) => void
}

/** Runs every setting with every seed, so many processes at a time; the first error ends all. */
export async function runBattery({ settings, seeds, processes, onDone, ...options }: BatteryOptions): Promise<SettingFigures[]> {
  // Seed by seed: a battery that is stopped has every setting alike.
  const jobs = seeds.flatMap((seed) => settings.map((setting): Job => ({ setting, seed, options })))
  const of = jobs.length
  const all: SettingFigures[] = []
  const workers: ChildProcess[] = []
  const worker = new URL(`./worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url)
  const work = async (): Promise<void> => {
    // What is not a number stays so on its way; JSON would make it null.
    const child = fork(worker, { serialization: 'advanced' })
    workers.push(child)
    const ended = once(child, 'exit').then(() => { throw new Error('a worker process ended early') })
    ended.catch(() => undefined)
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      child.send(job)
      const [answer] = (await Promise.race([once(child, 'message'), ended])) as [Answer]
      if ('error' in answer) throw new Error(answer.error)
      all.push(answer.figures)
      onDone?.(answer.figures, answer.seconds, all.length, of)
    }
    child.disconnect()
  }
  try {
    await Promise.all(Array.from({ length: Math.min(processes, of) }, work))
  } finally {
    for (const child of workers) child.kill()
  }
  return all
}
