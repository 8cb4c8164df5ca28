export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
/** Plain values only: what is logged is chosen field by field, so that nobody logs an event or a display by accident. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

/** One JSON object a line: `at`, `level`, `message`, then the fields. */
export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  /** With the error's message and stack. */
  error(message: string, error?: unknown, fields?: LogFields): void
  /** A logger that adds these fields to each line. */
  with(fields: LogFields): Logger
}

export interface LoggerOptions {
  level?: LogLevel
  write?: (line: string) => void
  /** Epoch milliseconds. */
  now?: () => number
  fields?: LogFields
}

const ORDER: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }
/** Fields whose value could name a person or open a door; they are never written. */
const NEVER = new Set(['contact', 'token', 'key', 'secret', 'authorization', 'cookie', 'phone', 'name', 'text', 'email'])
/** Tokens and bearer keys that slipped into a message. */
const SECRETS = /\b(?:eyJ[\w-]+\.[\w-]+\.[\w-]*|[Bb]earer\s+\S+|qc_[a-z]+_[\w-]{8,}|(?<=:\/\/)[^\s/@]+(?=@))/g
const MAX_TEXT = 2000

/** Cut first, so that a long text costs little; cut again after, so that no half of a secret is left at the end. */
const clean = (text: string): string => text.slice(0, 2 * MAX_TEXT).replace(SECRETS, '[removed]').slice(0, MAX_TEXT)

export function createLogger(options: LoggerOptions = {}): Logger {
  const { level = 'info', write = (line) => process.stdout.write(line), now = Date.now, fields: own = {} } = options

  function line(at: LogLevel, message: string, fields: LogFields): void {
    if (ORDER[at] < ORDER[level]) return
    const entry: Record<string, unknown> = { at: new Date(now()).toISOString(), level: at, message: clean(message) }
    for (const [name, value] of Object.entries({ ...own, ...fields })) {
      if (value === undefined) continue
      entry[name] = NEVER.has(name.toLowerCase()) ? '[removed]' : typeof value === 'string' ? clean(value) : value
    }
    write(`${JSON.stringify(entry)}\n`)
  }

  return {
    debug: (message, fields = {}) => line('debug', message, fields),
    info: (message, fields = {}) => line('info', message, fields),
    warn: (message, fields = {}) => line('warn', message, fields),
    error(message, error, fields = {}) {
      const why: LogFields = error instanceof Error ? { error: error.message, stack: error.stack } : error === undefined ? {} : { error: String(error) }
      line('error', message, { ...fields, ...why })
    },
    with: (fields) => createLogger({ ...options, fields: { ...own, ...fields } }),
  }
}
