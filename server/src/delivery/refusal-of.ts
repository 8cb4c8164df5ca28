import type { RefusalCode, Refused } from '@queuecast/client-sdk/protocol'

/** Nodes come and go; not all customers return in the same second. */
const spread = (fromSeconds: number, overSeconds: number): number => fromSeconds + Math.floor(Math.random() * overSeconds)

/** What a refusal of this kind asks of the client: `retry` false is final. */
export function refusalOf(code: RefusalCode): Refused {
  switch (code) {
    case 'bad-token':
    case 'expired':
    case 'wrong-version':
      return { code, retry: false }
    case 'overloaded':
      return { code, retry: true, after: spread(5, 10) }
    case 'draining':
      return { code, retry: true, after: spread(1, 5) }
    case 'elsewhere':
      return { code, retry: true, after: spread(2, 5) }
    default:
      return code satisfies never
  }
}
