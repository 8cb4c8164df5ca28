/** The same few answers are asked for again and again; beyond this many the remembered ones are dropped. */
const MOST_REMEMBERED = 1000

/** A function of one key that remembers its answers, in bounded memory. */
export function remembered<K extends string | number, T extends string>(answer: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>()
  return (key) => {
    let found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= MOST_REMEMBERED) known.clear()
    known.set(key, (found = answer(key)))
    return found
  }
}
