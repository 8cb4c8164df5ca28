/** What a heap snapshot holds of one class. */
export interface HeapClass { count: number; bytes: number }

interface Snapshot { snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } }; nodes: number[]; strings: string[] }

/** Kinds of nodes that are told by their kind; the others have a class's name. Names of strings and code are their content. */
const BY_KIND = new Set(['string', 'concatenated string', 'sliced string', 'code', 'hidden', 'number', 'symbol', 'bigint', 'array', 'closure', 'regexp', 'object shape', 'synthetic'])

/** A heap snapshot as V8 writes it, summed by class. */
export function heapClasses(json: string): Map<string, HeapClass> {
  const { snapshot: { meta }, nodes, strings } = JSON.parse(json) as Snapshot
  const [kind, name, size] = ['type', 'name', 'self_size'].map((field) => meta.node_fields.indexOf(field)) as [number, number, number]
  const kinds = meta.node_types[0]
  const classes = new Map<string, HeapClass>()
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) {
    const kindName = kinds[nodes[at + kind] ?? 0] ?? ''
    const className = BY_KIND.has(kindName) ? `(${kindName})` : strings[nodes[at + name] ?? 0] ?? ''
    const found = classes.get(className) ?? { count: 0, bytes: 0 }
    found.count += 1
    found.bytes += nodes[at + size] ?? 0
    classes.set(className, found)
  }
  return classes
}

/** A class that is larger in the later snapshot. */
export interface GrownClass { name: string; count: number; bytes: number }

/** Those that grew most, largest first. */
export function grownClasses(before: ReadonlyMap<string, HeapClass>, after: ReadonlyMap<string, HeapClass>, most: number): GrownClass[] {
  return [...after].map(([name, { count, bytes }]) => ({ name, count: count - (before.get(name)?.count ?? 0), bytes: bytes - (before.get(name)?.bytes ?? 0) }))
    .filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes).slice(0, most)
}
