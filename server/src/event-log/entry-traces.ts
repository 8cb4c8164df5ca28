import { unpackFacts } from './pack-facts.ts'

/** Which facts of an entry came with which trace: so many items from `first` on. */
export interface EntryTrace { first: number; count: number; traceparent: string }

/**
 * Traces stand behind the items of an entry, as texts: `,"traces":["0 3 00-…-01"]`. Who folds the entry passes over them, and
 * an entry without any ends as it always did, so whoever looks for traces need only look at its last bytes.
 */
const END = '"]}'

/** What follows the items of an entry. */
export function encodeTraces(traces: readonly EntryTrace[]): string {
  return traces.length === 0 ? '' : `,"traces":${JSON.stringify(traces.map(({ first, count, traceparent }) => `${first} ${count} ${traceparent}`))}`
}

/** Whether the entry may hold traces; costs the same for any entry. */
export const mayHoldTraces = (body: string): boolean => body.endsWith(END)

/** An entry's traces, each with its facts as they were logged; empty where it has none or cannot be read. */
export function readTraces(body: string): { traceparent: string; items: unknown[] }[] {
  if (!mayHoldTraces(body)) return []
  let entry: { items?: unknown; traces?: unknown }
  try {
    entry = JSON.parse(body) as typeof entry
  } catch {
    return []
  }
  const { items, traces } = entry
  if (!Array.isArray(items) || !Array.isArray(traces)) return []
  const facts = unpackFacts(items)
  return traces.flatMap((text: unknown) => {
    const [first, count, traceparent] = typeof text === 'string' ? text.split(' ') : []
    return traceparent === undefined ? [] : [{ traceparent, items: facts.slice(Number(first), Number(first) + Number(count)) }]
  })
}
