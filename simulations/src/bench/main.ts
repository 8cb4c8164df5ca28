import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFlags, runCommand } from '../command-line/index.ts'
import { benchText, runBench, type BenchOutcome } from './bench-report.ts'

const FILE = /^([a-z0-9-]+)\.bench\.[jt]s$/

/** Each `<name>.bench.ts` beside this file is a bench: it exports one function `bench…`. Loaded only when run. */
async function load(name: string): Promise<() => Promise<BenchOutcome> | BenchOutcome> {
  const file = readdirSync(import.meta.dirname).find((one) => FILE.exec(one)?.[1] === name)
  const loaded = (await import(`./${file ?? name}`)) as Record<string, unknown>
  const found = Object.entries(loaded).find(([exported, value]) => /^bench[A-Z]/.test(exported) && typeof value === 'function')
  if (found === undefined) throw new Error(`${file ?? name} exports no function whose name begins with bench`)
  return found[1] as () => Promise<BenchOutcome> | BenchOutcome
}

await runCommand(async () => {
  const names = readdirSync(import.meta.dirname).flatMap((file) => FILE.exec(file)?.[1] ?? []).sort()
  const flags = readFlags(process.argv.slice(2), { name: { example: 'fold', oneOf: names }, out: { example: 'simulations/results' } })
  const folder = flags.out ?? join(import.meta.dirname, '../../results')
  mkdirSync(folder, { recursive: true })
  if (names.length === 0) throw new Error('there is no bench yet: a bench is a file <name>.bench.ts in simulations/src/bench')
  for (const name of flags.name === undefined ? names : [flags.name]) {
    const report = await runBench(name, `npm run bench -- --name ${name}`, await load(name))
    const text = benchText(report)
    console.log(text)
    writeFileSync(join(folder, `bench-${name}.txt`), text)
    writeFileSync(join(folder, `bench-${name}.json`), `${JSON.stringify(report, null, 2)}\n`)
  }
})
