import { type CenterFacts, rulesOf } from '../contact-center/index.ts'

/** Equal in everything a file can say, whatever the order of keys; the rules are the version's. */
export function sameFacts({ rules: _ofA, ...a }: CenterFacts, { rules: _ofB, ...b }: CenterFacts): boolean {
  return same(a, b)
}

/**
 * Whether this node's configuration of a center contradicts the log's. The same generation must mean the same content on
 * every node; an older one must not undo a newer one.
 */
export function configFault(folded: CenterFacts | undefined, own: CenterFacts): string | undefined {
  if (folded === undefined) return undefined
  if (rulesOf(folded) > rulesOf(own)) return `center ${own.id}: the log follows rules ${rulesOf(folded)}, this version knows ${rulesOf(own)}; upgrade this node`
  if (own.generation > folded.generation) return undefined
  if (own.generation < folded.generation) {
    return `center ${own.id}: the configuration has generation ${own.generation}, the log already has ${folded.generation}; raise "generation" above it`
  }
  if (sameFacts(folded, own)) return undefined
  return `center ${own.id}: generation ${own.generation} is in the log with other content; raise "generation" to publish the change`
}

/** Like node:util's deep equality, but a field that is undefined is one that is not there, as in JSON. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  const fieldsOfB = new Map(fieldsOf(b))
  const fieldsOfA = fieldsOf(a)
  return fieldsOfA.length === fieldsOfB.size && fieldsOfA.every(([name, field]) => fieldsOfB.has(name) && same(field, fieldsOfB.get(name)))
}

const fieldsOf = (value: object): [string, unknown][] => Object.entries(value).filter(([, field]) => field !== undefined)
