import type { Changes } from '../view.ts'

export const emptyChanges = (): Changes =>
  ({ contacts: new Set(), queues: new Set(), pools: new Set(), joined: [], departed: [], settledStays: [], settledServices: [], settledContacts: [], forgotten: [], outageMs: 0 })
