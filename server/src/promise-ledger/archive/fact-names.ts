import type { CenterFact } from '../../contact-center/index.ts'

/** Whether a fact speaks of a contact. A feed's snapshot that lists it goes whole: it is a picture that others complete. */
export function factNames(fact: CenterFact, contact: string): boolean {
  switch (fact.kind) {
    case 'receipt': case 'erase':
      return fact.contact === contact
    case 'event': {
      const { event } = fact
      if (event.type === 'feed.snapshot') {
        return event.queues.some(({ waiting, inService }) => [...waiting, ...inService ?? []].some((listed) => listed.contact === contact))
      }
      if ('contact' in event && event.contact === contact) return true
      return event.type === 'contact.queued' && event.follows?.contact === contact
    }
    case 'config': case 'show': case 'totals': case 'learning': case 'charter':
      return false
    default: return fact satisfies never
  }
}
