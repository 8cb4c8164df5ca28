import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** Compiles a C file of this folder (or another's, `../connect/client`) with the machine's compiler; returns the program's path. Throws with words where there is none. */
export function buildC(name: string): string {
  const program = join(mkdtempSync(join(tmpdir(), 'queuecast-bench-')), basename(name))
  // The compiled bench runs from dist; its C stands beside the source.
  const source = join(import.meta.dirname.replace('/dist/', '/src/'), `${name}.c`)
  try {
    execFileSync('cc', ['-O2', '-D_GNU_SOURCE', '-o', program, source], { stdio: 'pipe' })
  } catch (error) {
    throw new Error(`the C floor needs a C compiler (cc), such as Debian's gcc with libc6-dev`, { cause: error })
  }
  return program
}
