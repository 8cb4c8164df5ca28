/** Contacts of all centers. */
export interface RememberedContacts {
  has(center: string, contact: string): boolean
  /** True where it was not known yet. */
  add(center: string, contact: string): boolean
}

/**
 * Remembers contacts in bounded memory: two generations, the older is forgotten when the newer is full. So use it only for what may
 * harmlessly be done a second time.
 */
export function createRememberedContacts(generationSize = 50_000): RememberedContacts {
  let current = new Map<string, Set<string>>()
  let previous = new Map<string, Set<string>>()
  let size = 0
  const has = (center: string, contact: string): boolean => current.get(center)?.has(contact) === true || previous.get(center)?.has(contact) === true
  return {
    has,
    add(center, contact) {
      const known = current.get(center)
      if (known?.has(contact) === true) return false
      const isNew = previous.get(center)?.has(contact) !== true
      if (known === undefined) current.set(center, new Set([contact]))
      else known.add(contact)
      size += 1
      if (size >= generationSize) {
        previous = current
        current = new Map()
        size = 0
      }
      return isNew
    },
  }
}
