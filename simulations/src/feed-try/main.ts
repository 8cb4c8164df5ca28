import { runCommand } from '../command-line/index.ts'
import { feedTry } from './feed-try.ts'

await runCommand(() => {
  if (!feedTry(process.argv.slice(2), (line) => console.log(line), Date.now())) process.exitCode = 1
  return Promise.resolve()
})
