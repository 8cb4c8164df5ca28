import type { ChildProcess } from 'node:child_process'

const running = new Set<ChildProcess>()

/** A test process that is ended from outside leaves this one not behind. */
export function endWithUs(child: ChildProcess): void {
  if (running.size === 0) process.once('exit', endAll)
  running.add(child)
  child.once('exit', () => {
    running.delete(child)
    if (running.size === 0) process.off('exit', endAll)
  })
}

function endAll(): void {
  for (const child of running) child.kill('SIGKILL')
}
