import { spawn } from 'node:child_process'

export interface EngineLimits {
  /** An engine that takes longer is ended. */
  timeMs: number
  /** Of sound; what is longer is no announcement. */
  bytes: number
}
export type EngineRun = { ok: true; file: Buffer } | { ok: false; detail: string }

/**
 * Lets the engine speak: words go in by its standard input and never by its command line, no shell is asked, and of our own
 * environment, which may hold secrets, it is given nothing.
 */
export function runEngine(program: string, voice: string, text: string, limits: EngineLimits): Promise<EngineRun> {
  return new Promise((done) => {
    const engine = spawn(program, ['-v', voice, '-s', WORDS_A_MINUTE, '-b', UTF8, '--stdin', '--stdout'], { shell: false, env: {}, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true })
    const parts: Buffer[] = []
    let bytes = 0
    let words = ''
    let over: string | undefined
    const timer = setTimeout(() => end(`took longer than ${limits.timeMs / 1000} s`), limits.timeMs)

    function end(why: string): void {
      over ??= why
      engine.kill('SIGKILL')
    }
    engine.stdout.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > limits.bytes) return end(`gave more than ${limits.bytes} bytes`)
      parts.push(part)
    })
    engine.stderr.setEncoding('utf8').on('data', (part: string) => { words = (words + part).slice(0, MOST_ERROR_CHARACTERS) })
    // An engine that ends before it has read all says why itself.
    engine.stdin.on('error', () => {})
    engine.on('error', (error) => { over ??= error.message })
    engine.on('close', (code, signal) => {
      clearTimeout(timer)
      if (over === undefined && code === 0) return done({ ok: true, file: Buffer.concat(parts) })
      return done({ ok: false, detail: over ?? `ended with ${code ?? signal ?? 'nothing'}${words.trim() === '' ? '' : `: ${words.trim()}`}` })
    })
    engine.stdin.end(text)
  })
}

/** A little slower than espeak's 175: a phone carries less than a loudspeaker. */
const WORDS_A_MINUTE = '150'
const UTF8 = '1'
const MOST_ERROR_CHARACTERS = 500
