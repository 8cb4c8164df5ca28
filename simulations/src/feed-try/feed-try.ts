import { createHash, createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { ContactEvent } from '@queuecast/server/contact-center'
import { queueFinder, readBody, resolveMapping, translatePayload, verifySignature } from '@queuecast/server/feeds/webhook'
import { given, readFlags, UsageError } from '../command-line/index.ts'

const REPEATED = ['--header', '--queue']

/**
 * `npm run feed:try`: what would come of a payload under a mapping. Prints the events, or the faults with their path in the mapping.
 * Resolves with false where there is a fault. Ids that a server would hash by its own key are hashed by a fixed one here.
 */
export function feedTry(args: readonly string[], print: (line: string) => void, nowMs: number): boolean {
  const repeated: Record<string, string[]> = { '--header': [], '--queue': [] }
  const rest: string[] = []
  for (let at = 0; at < args.length; at += 1) {
    const name = args[at] ?? ''
    if (REPEATED.includes(name)) repeated[name]?.push(args[at += 1] ?? '')
    else rest.push(name)
  }
  const flags = readFlags(rest, {
    mapping: { example: 'chatwoot (or mapping.json)', required: true }, payload: { example: 'payload.json', required: true },
    feed: { example: 'helpdesk' }, secret: { example: 'SECRET' }, url: { example: 'https://…' }, received: { example: '2026-11-22T10:00:00Z' },
  })
  const headers = Object.fromEntries((repeated['--header'] ?? []).map((line) => pair(line, ':', '--header', 'Name: value')).map(([name, value]) => [name.toLowerCase(), value]))
  const queues = Object.fromEntries((repeated['--queue'] ?? []).map((line) => pair(line, '=', '--queue', 'vendor=ours')))
  const receivedAtMs = flags.received === undefined ? nowMs : Date.parse(flags.received)
  if (Number.isNaN(receivedAtMs)) throw new UsageError(`--received ${flags.received ?? ''}: must be an instant such as 2026-11-22T10:00:00Z`)
  const mappingName = given(flags.mapping)
  const payloadFile = given(flags.payload)
  if (!existsSync(payloadFile)) throw new UsageError(`--payload ${payloadFile}: there is no such file`)

  const resolved = resolveMapping(existsSync(mappingName) ? { file: mappingName } : mappingName, (path) => readFileSync(path, 'utf8'))
  if (!resolved.ok) {
    print(`The mapping has ${resolved.faults.length === 1 ? 'a fault' : `${resolved.faults.length} faults`}:`)
    for (const { path, problem, fix } of resolved.faults) print(`  ${[path, problem].filter((part) => part !== '').join(' ')}${fix === undefined ? '' : ` (${fix})`}`)
    return false
  }
  const { mapping } = resolved
  const bytes = readFileSync(payloadFile)
  let good = true
  if (flags.secret !== undefined) {
    const verdict = verifySignature(mapping.file.signature, [flags.secret], { headers, bytes, url: flags.url, nowMs: receivedAtMs })
    print(verdict.ok ? 'The signature is good.' : `The delivery would be refused: ${verdict.detail}.`)
    good = verdict.ok
  }
  const read = readBody(bytes, mapping.file.body)
  if (!read.ok) {
    print(`The payload cannot be read: ${read.problem}.`)
    return false
  }
  const { events, faults, kind } = translatePayload(mapping, {
    body: read.body, headers, query: {}, receivedAtMs, feed: flags.feed ?? 'feed', digest: createHash('sha256').update(bytes).digest('hex'),
  }, { hash: (text) => `h-${createHmac('sha256', 'feed:try').update(text).digest('base64url').slice(0, 22)}`, queue: queueFinder(queues) })

  print(`${mapping.file.vendor}, kind "${kind}": ${count(events.length, 'event')}${faults.length === 0 ? '' : `, ${count(faults.length, 'fault')}`}`)
  for (const event of events) print(lineOf(event))
  for (const { path, problem } of faults) print(`  ${path}: ${problem}`)
  if (events.length === 0 && faults.length === 0) print('  No rule takes it: it would be acknowledged and counted. Rules look at:')
  if (events.length === 0 && faults.length === 0) for (const { name, when: condition } of mapping.file.events) print(`    ${name ?? 'a rule'}: ${condition ?? 'always'}`)
  return good && faults.length === 0
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
function lineOf({ type, time, id, ...rest }: ContactEvent): string {
  return `  ${new Date(time).toISOString()} ${type.padEnd(18)} ${JSON.stringify({ ...rest, id })}`
}

function pair(line: string, at: string, flag: string, example: string): [string, string] {
  const index = line.indexOf(at)
  if (index < 1) throw new UsageError(`${flag} ${line}: must be written as '${example}'`)
  return [line.slice(0, index).trim(), line.slice(index + 1).trim()]
}
