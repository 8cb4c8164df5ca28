import type { QueueStatus } from '@queuecast/client-sdk/protocol'
import type { StatusWords } from './status-words.ts'
import { fill } from './words.ts'

/** What a contact costs, as configured; undefined where nothing is. */
export function costText(cost: QueueStatus['cost'], words: StatusWords, lang: string): string | undefined {
  if (cost === undefined) return undefined
  const { text, perMinute, currency, freeWhileWaiting } = cost
  const amount = perMinute === undefined || perMinute === 0 || currency === undefined ? undefined : new Intl.NumberFormat(lang, { style: 'currency', currency }).format(perMinute)
  const parts = [text, amount === undefined ? '' : fill(words.perMinute, { amount }), freeWhileWaiting === true ? words.freeWhileWaiting : ''].filter((part) => part !== '')
  return parts.length === 0 ? undefined : parts.join(', ')
}
