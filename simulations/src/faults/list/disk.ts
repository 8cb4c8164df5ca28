import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newDataDir, removeDataDir } from '../../processes/index.ts'
import type { Fault } from '../fault.ts'
import { pause } from '../kit/http.ts'
import { makePreload, preloadMissing } from '../kit/preload.ts'
import { startWorld } from '../kit/world.ts'

const DISK_BYTES = 48 * 1024 * 1024
const BLOCK = 64 * 1024

/** Each fdatasync takes 50 to 400 ms, then the server is killed, then the disk is well again. */
export const diskSlow: Fault = {
  name: 'disk-slow', what: 'each sync of the embedded store takes up to 400 ms longer; then kill -9',
  missing: preloadMissing,
  async run(run) {
    const preload = makePreload(run)
    const world = await startWorld(run, { store: 'embedded', env: preload.env })
    for (let change = 0; change < (run.scale === 'short' ? 2 : 10); change += 1) {
      preload.slowSync(50 + run.random() * 350)
      await world.feed.more(30)
    }
    await world.nodes[0]?.stop('SIGKILL')
    preload.slowSync(0)
    await world.restart(0)
    await world.feed.more(100)
    await world.check()
  },
}

/** A small disk of its own that something else fills. */
export const diskFull: Fault = {
  name: 'disk-full', what: 'no space left for the embedded store (a tmpfs that is filled), then there is; then kill -9',
  missing: mountMissing,
  async run(run) {
    const dataDir = newDataDir()
    run.atEnd(() => removeDataDir(dataDir))
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', dataDir], { stdio: 'pipe' })
    run.atEnd(() => execFileSync('umount', ['-l', dataDir], { stdio: 'pipe' }))
    const world = await startWorld(run, { store: 'embedded', dataDir })
    for (let round = 0; round < (run.scale === 'short' ? 1 : 3); round += 1) {
      const before = world.feed.refused
      fill(join(dataDir, 'ballast'))
      await pause(run.scale === 'short' ? 4_000 : 18_000)
      if (world.feed.refused === before) run.violated('lost', 'events were acknowledged though the disk was full')
      rmSync(join(dataDir, 'ballast'))
      if (!(await world.feed.more(100))) run.violated('serving', 'no events were taken 60 s after there was space again')
    }
    await world.nodes[0]?.stop('SIGKILL')
    await world.restart(0)
    await world.check()
  },
}

/** Writes until nothing fits any more. */
function fill(path: string): void {
  for (const size of [BLOCK, 512]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' })
    } catch {
      // Full, as intended; smaller pieces take what is left.
    }
  }
}

function mountMissing(): string | undefined {
  const dir = newDataDir()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=65536', 'tmpfs', dir], { stdio: 'pipe' })
    execFileSync('umount', [dir], { stdio: 'pipe' })
    return undefined
  } catch {
    return 'it needs to mount a tmpfs (root on Linux)'
  } finally {
    removeDataDir(dir)
  }
}
