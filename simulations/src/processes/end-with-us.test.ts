import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it, vi } from 'vitest'
import { isAlive } from './is-alive.ts'

const MODULE = fileURLToPath(new URL('./end-with-us.ts', import.meta.url))
const PARENT = `
  import { spawn } from 'node:child_process'
  import { endWithUs } from ${JSON.stringify(MODULE)}
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  endWithUs(child)
  console.log(child.pid)
`
let left: number | undefined
afterEach(() => {
  if (left !== undefined && isAlive(left)) process.kill(left, 'SIGKILL')
})

it.each(['SIGTERM', 'SIGINT'] as const)('a run that is ended by %s leaves no process behind', async (signal) => {
  const parent: ChildProcess = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', PARENT], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(parent.stdout!, 'data') as [Buffer]
  const pid = Number(String(line))
  left = pid
  expect(isAlive(pid)).toBe(true)
  parent.kill(signal)
  await once(parent, 'exit')
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false))
})
