import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultRun } from '../fault.ts'

/** What a server under test is told by its loader. */
export interface Preload {
  readonly env: Record<string, string>
  /** Each sync to the disk takes so much longer, from now on. */
  slowSync(ms: number): void
  /** The server's wall clock is off by so much, from now on; whole seconds. */
  moveClock(ms: number): void
}

/** Why there is no such loader here; undefined where there is. */
export function preloadMissing(): string | undefined {
  if (process.platform !== 'linux') return 'it needs LD_PRELOAD, which only Linux has'
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' })
    return undefined
  } catch {
    return "it needs a C compiler, such as Debian's gcc with libc6-dev"
  }
}

/** Compiles the loader; the figures it reads lie in a file that it maps. */
export function makePreload(run: FaultRun): Preload {
  const folder = mkdtempSync(join(tmpdir(), 'queuecast-preload-'))
  run.atEnd(() => rmSync(folder, { recursive: true, force: true }))
  const library = join(folder, 'preload.so')
  // The compiled runs stand in dist; the C beside the source.
  execFileSync('cc', ['-O1', '-shared', '-fPIC', '-o', library, join(import.meta.dirname.replace('/dist/', '/src/'), 'preload.c'), '-ldl'], { stdio: 'pipe' })
  const path = join(folder, 'figures')
  const figures = new BigInt64Array(2)
  const file = openSync(path, 'w')
  run.atEnd(() => closeSync(file))
  const write = (): void => { writeSync(file, new Uint8Array(figures.buffer), 0, 16, 0) }
  write()
  return {
    env: { LD_PRELOAD: library, QC_FAULT_FILE: path },
    slowSync(ms) {
      figures[0] = BigInt(Math.round(ms))
      write()
    },
    moveClock(ms) {
      figures[1] = BigInt(Math.round(ms))
      write()
    },
  }
}
