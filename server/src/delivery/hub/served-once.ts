/**
 * Remembers which contacts were served, in bounded memory: two generations, the older is forgotten when the newer is full.
 * A contact that is forgotten may be noted a second time, which is harmless.
 */
export function createServedOnce(generationSize = 50_000): { first(center: string, contact: string): boolean } {
  let current = new Set<string>()
  let previous = new Set<string>()
  return {
    /** True the first time for this contact. */
    first(center, contact) {
      const key = `${center}/${contact}`
      if (current.has(key)) return false
      const known = previous.has(key)
      current.add(key)
      if (current.size >= generationSize) {
        previous = current
        current = new Set()
      }
      return !known
    },
  }
}
