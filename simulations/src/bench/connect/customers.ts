import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Program, startProgram } from '../fan-out/program.ts'

/** How a round of connects went: connects tried in all, and milliseconds until half, 99 % and the last had had a display. */
export interface Served { tries: number; p50Ms: number; p99Ms: number; lastMs: number }
/** What a customer was last told; `position` 0 is none. */
export interface LastTold { state: string; position: number }

/** Customers in a C process: the client costs a core next to nothing, so that it is never what is measured. */
export interface Customers {
  open(from: number, to: number, window: number): Promise<Served>
  /** All are cut off and come again at once. */
  storm(from: number, to: number): Promise<Served>
  close(from: number, to: number): Promise<void>
  tell(from: number, to: number): Promise<LastTold[]>
  /** It is somebody's turn: the customer's number and when that arrived, microseconds of the day's clock. */
  onTurn(hear: (number: number, atMicros: number) => void): void
  end(): void
}

export function startCustomers(client: string, port: number, tokens: readonly string[]): Customers {
  const folder = mkdtempSync(join(tmpdir(), 'queuecast-bench-'))
  const file = join(folder, 'tokens')
  writeFileSync(file, `${tokens.join('\n')}\n`)
  const program = startProgram(client, [String(port), file])
  return {
    open: (from, to, window) => served(program, `open ${from} ${to} ${window}`),
    storm: (from, to) => served(program, `storm ${from} ${to}`),
    async close(from, to) {
      const closed = program.waitFor((line) => line === 'closed')
      program.send(`close ${from} ${to}`)
      await closed
    },
    async tell(from, to) {
      const told: LastTold[] = []
      const done = program.waitFor((line) => {
        const [word, , state = '', position] = line.split(' ')
        if (word === 'is') told.push({ state, position: Number(position) })
        return line === 'told'
      })
      program.send(`tell ${from} ${to}`)
      await done
      return told
    },
    onTurn: (hear) => program.listen((line) => {
      const [word, number, atMicros] = line.split(' ')
      if (word === 'turn') hear(Number(number), Number(atMicros))
    }),
    end() {
      program.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function served(program: Program, command: string): Promise<Served> {
  const answer = program.waitFor((line) => line.startsWith('served '))
  program.send(command)
  const [, , tries = 0, p50Ms = 0, p99Ms = 0, lastMs = 0] = (await answer).split(' ').map(Number)
  return { tries, p50Ms, p99Ms, lastMs }
}
