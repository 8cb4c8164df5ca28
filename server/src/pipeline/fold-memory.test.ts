import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import type { CenterFact, ContactEvent } from '../contact-center/index.ts'
import { CenterFold } from './center-fold.ts'
import { configOf } from './testing/log-bench.ts'

const CONTACTS_A_ROUND = 5_000
/** An ended contact is kept for an hour; the rest is for it to be settled and swept. */
const ROUND_SECONDS = 3_900
const MEGABYTE = 1e6

it('memory returns to its level: hours of contacts that come, are answered and are forgotten leave nothing behind', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const fold = CenterFold.create(configOf('acme'))
  let nowMs = Date.parse('2026-11-22T09:00:00Z')
  let made = 0
  const tell = (event: ContactEvent): void => {
    const fact: CenterFact = { kind: 'event', feed: 'acd', receivedAtMs: nowMs, event }
    fold.apply(fact, { ms: nowMs, position: `${nowMs}-0/0` })
  }
  /** One hour and some: all come in its first hundred seconds. Bytes in use at its end. */
  const round = (): number => {
    for (let second = 0; second < ROUND_SECONDS; second += 1) {
      nowMs += 1000
      fold.tick(nowMs)
      const come = second < 100 ? CONTACTS_A_ROUND / 100 : 0
      for (let n = 0; n < come; n += 1) {
        const contact = `c-${made += 1}`
        tell({ id: `${contact}-q`, type: 'contact.queued', time: nowMs - 2, contact, queue: 'support' })
        tell({ id: `${contact}-a`, type: 'contact.answered', time: nowMs - 1, contact })
        tell({ id: `${contact}-h`, type: 'contact.handled', time: nowMs, contact })
      }
      fold.takeTouched()
      fold.takeEvidence()
    }
    collect()
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  // Tables grow to what they need once, and code is compiled.
  const [, , second = 0] = [round(), round(), round()]
  const [, , last = 0] = [round(), round(), round()]
  expect(fold.live.contact('c-1')).toBeUndefined()
  expect((last - second) / MEGABYTE).toBeLessThan(1)
})
