import type { ChildProcess } from 'node:child_process'

const running = new Set<ChildProcess>()
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** A process that is ended from outside, also by a signal, leaves this one not behind. */
export function endWithUs(child: ChildProcess): void {
  if (running.size === 0) watch()
  running.add(child)
  child.once('exit', () => {
    running.delete(child)
    if (running.size === 0) unwatch()
  })
}

function watch(): void {
  process.once('exit', endAll)
  for (const signal of Object.keys(SIGNALS)) process.on(signal, endBySignal)
}

function unwatch(): void {
  process.off('exit', endAll)
  for (const signal of Object.keys(SIGNALS)) process.off(signal, endBySignal)
}

/** Whoever else listens, such as a test runner, ends the process in its own time. */
function endBySignal(signal: keyof typeof SIGNALS): void {
  if (process.listenerCount(signal) === 1) process.exit(SIGNALS[signal])
}

function endAll(): void {
  for (const child of running) child.kill('SIGKILL')
}
