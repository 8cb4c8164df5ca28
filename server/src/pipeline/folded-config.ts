import { type CenterFacts, rulesOf } from '../contact-center/index.ts'

/** Equal in everything a file can say, whatever the order of keys; the rules are the version's. */
export function sameFacts({ rules: _ofA, ...a }: CenterFacts, { rules: _ofB, ...b }: CenterFacts): boolean {
  return stable(a) === stable(b)
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

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, field]) => field !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${stable(field)}`).join(',')}}`
}
