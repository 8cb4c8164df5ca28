/** How often a terminal is written to, and how often a log file. */
const TERMINAL_MS = 200
const LOG_MS = 5000

/** Where progress is written. */
export interface ProgressSink { isTTY?: boolean; write(text: string): unknown }

/**
 * Shows how far a long command is: on a terminal one line that renews itself, elsewhere a line now and then; a short command
 * shows nothing. `done` clears the line. Takes its clock as an argument, so that it can be tested.
 */
export function showProgress(what: string, sink: ProgressSink = process.stderr, nowMs: () => number = () => performance.now()): { at(share: number, more?: string): void; done(): void } {
  const everyMs = sink.isTTY === true ? TERMINAL_MS : LOG_MS
  let lastMs = nowMs()
  let shown = false
  return {
    at(share, more = '') {
      if (nowMs() - lastMs < everyMs) return
      lastMs = nowMs()
      shown = true
      const text = `${what}: ${Math.floor(100 * share)} %${more === '' ? '' : `, ${more}`}`
      sink.write(sink.isTTY === true ? `\r\u001B[2K${text}` : `${text}\n`)
    },
    done() { if (shown && sink.isTTY === true) sink.write('\r\u001B[2K') },
  }
}
