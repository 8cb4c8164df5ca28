import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { certificatesOf } from './time-stamp/check-stamp.ts'
import { verifyFolder } from './verify-folder.ts'

const USAGE = `npm run ledger:verify -- FILE|DIR [--head HASH] [--tsa-ca FILE]
  checks sealed days and archives offline, and the time stamps beside them
  --head: the chain head that was sent out of the house
  --tsa-ca: certificates (PEM) to one of which those of the time-stamping authority must lead`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { head: { type: 'string' }, 'tsa-ca': { type: 'string' }, help: { type: 'boolean' } }, allowPositionals: true })
  const [path, ...more] = positionals
  if (values.help === true || path === undefined || more.length > 0) {
    console.error(USAGE)
    return 2
  }
  const ca = values['tsa-ca']
  const trusted = ca === undefined ? undefined : await trustedOf(ca)
  const checked = await verifyFolder(path, values.head, trusted)
  if (!checked.ok) {
    console.error(`BAD  ${checked.path}${checked.line === undefined ? '' : `, line ${checked.line}`}: ${checked.why}`)
    return 1
  }
  for (const { path: file, book, entries, erased, head, sealed, begins, stamp } of checked.files) {
    const notes = [`${entries} entries`, ...(begins > 1 ? [`from number ${begins}`] : []), ...(erased > 0 ? [`${erased} payloads erased`] : []), sealed ? 'sealed' : 'not sealed yet']
    console.log(`ok   ${file}  ${book}  ${notes.join(', ')}  head ${head}`)
    if (stamp !== undefined) console.log(`     stamped ${new Date(stamp.atMs).toISOString()} by ${stamp.authority}, number ${stamp.serial}; ${stamp.trusted ? 'its certificate is vouched for' : 'signature good, who signed is not checked: give --tsa-ca'}`)
  }
  return 0
}

/** The text of the file, once it is seen to hold certificates. */
async function trustedOf(path: string): Promise<string> {
  const text = await readFile(path, 'utf8')
  try {
    certificatesOf(text)
  } catch (error) {
    throw new Error(`--tsa-ca ${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  return text
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  return 2
})
