import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A program that speaks in lines. */
export interface Program {
  send(line: string): void
  waitFor(matches: (line: string) => boolean): Promise<string>
  /** Hears every line from now on. */
  listen(hear: (line: string) => void): void
  end(): void
}

const LIMIT_MS = 120_000

export function startProgram(path: string, args: readonly string[]): Program {
  return linesOf(spawn(path, args, { stdio: ['pipe', 'pipe', 'inherit'] }))
}

/** Lines that nobody waits for are dropped; a wait ends with the first line that matches, and fails when the program ends. */
export function linesOf(child: ChildProcess): Program {
  const waiting = new Set<{ matches: (line: string) => boolean; resolve: (line: string) => void; reject: (error: Error) => void }>()
  const lines = child.stdout === null ? undefined : createInterface({ input: child.stdout })
  if (lines !== undefined) {
    lines.on('line', (line) => {
      for (const one of waiting) if (one.matches(line)) {
        waiting.delete(one)
        one.resolve(line)
      }
    })
  }
  child.on('exit', (code) => {
    for (const one of waiting) one.reject(new Error(`the program ended with ${code}`))
    waiting.clear()
  })
  return {
    listen: (hear) => void lines?.on('line', hear),
    send: (line) => child.stdin?.write(`${line}\n`),
    waitFor: (matches) => new Promise((resolve, reject) => {
      const one = { matches, resolve, reject }
      waiting.add(one)
      setTimeout(() => waiting.delete(one) && reject(new Error('the program did not say what was waited for')), LIMIT_MS).unref()
    }),
    end: () => child.kill('SIGKILL'),
  }
}
