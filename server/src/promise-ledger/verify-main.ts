import { parseArgs } from 'node:util'
import { verifyFolder } from './verify-folder.ts'

const USAGE = 'npm run ledger:verify -- FILE|DIR [--head HASH]\n  checks sealed days and archives offline; --head: the chain head that was sent out of the house'

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { head: { type: 'string' }, help: { type: 'boolean' } }, allowPositionals: true })
  const [path, ...more] = positionals
  if (values.help === true || path === undefined || more.length > 0) {
    console.error(USAGE)
    return 2
  }
  const checked = await verifyFolder(path, values.head)
  if (!checked.ok) {
    console.error(`BAD  ${checked.path}${checked.line === undefined ? '' : `, line ${checked.line}`}: ${checked.why}`)
    return 1
  }
  for (const { path: file, book, entries, erased, head, sealed, begins } of checked.files) {
    const notes = [`${entries} entries`, ...(begins > 1 ? [`from number ${begins}`] : []), ...(erased > 0 ? [`${erased} payloads erased`] : []), sealed ? 'sealed' : 'not sealed yet']
    console.log(`ok   ${file}  ${book}  ${notes.join(', ')}  head ${head}`)
  }
  return 0
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  return 2
})
