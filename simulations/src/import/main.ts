import { runCommand } from '../command-line/index.ts'
import { importCommand } from './import-command.ts'

await runCommand(() => importCommand(process.argv.slice(2), (line) => console.log(line)))
