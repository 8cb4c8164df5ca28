import { parseArgs } from 'node:util'

/** A fault in how a command was called; its message names the flag and the fix. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** One flag of a command: its example value, and whether it must be there. A switch takes no value; given, it reads `yes`. */
export interface FlagSpec { example: string; required?: boolean; oneOf?: readonly string[]; isSwitch?: boolean }

/** Reads `--flag value` pairs. Throws UsageError for an unknown flag, a missing one, or a value not allowed. */
export function readFlags<F extends Record<string, FlagSpec>>(args: readonly string[], flags: F): { [K in keyof F]?: string } {
  let values: Record<string, unknown>
  try {
    values = parseArgs({ args: [...args], options: Object.fromEntries(Object.entries(flags).map(([name, { isSwitch }]) => [name, { type: isSwitch === true ? 'boolean' as const : 'string' as const }])), strict: true }).values
    for (const [name, { isSwitch }] of Object.entries(flags)) if (isSwitch === true && values[name] === true) values[name] = 'yes'
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nKnown flags: ${usage(flags)}`, { cause: error })
  }
  for (const [name, flag] of Object.entries(flags)) {
    const value = values[name]
    if (flag.required === true && (value === undefined || value === '')) throw new UsageError(`--${name} is missing: give it, for example --${name} ${flag.example}`)
    if (typeof value === 'string' && flag.oneOf?.includes(value) === false) throw new UsageError(`--${name} ${value}: must be one of ${flag.oneOf.join(', ')}`)
  }
  return values as { [K in keyof F]?: string }
}

/** A flag's value as a number above zero. */
export function positiveNumber(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) throw new UsageError(`--${name} ${text}: must be a number above 0, such as 1 or 20`)
  return value
}

/** The value of a flag that `readFlags` has found to be there. */
export function given(value: string | undefined): string {
  if (value === undefined) throw new UsageError('a required flag is missing')
  return value
}

function usage(flags: Record<string, FlagSpec>): string {
  return Object.entries(flags).map(([name, flag]) => (flag.isSwitch === true ? `[--${name}]` : flag.required === true ? `--${name} ${flag.example}` : `[--${name} ${flag.example}]`)).join(' ')
}

/** Runs a command: a usage fault or a failed run is one clear line on stderr and exit status 2 or 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = error instanceof UsageError ? 2 : 1
  }
}
