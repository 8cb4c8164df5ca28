import { type ContactEvent, contactEventSchema } from '../../contact-center/index.ts'
import type { MappingFault } from '../webhook/fault.ts'
import type { PushSource } from '../webhook/push-source.ts'
import { readBody } from '../webhook/read-body.ts'
import { verifySignature } from '../webhook/signature/verify.ts'
import { agentEvents } from './agent-event.ts'
import { contactEvents } from './contact-event.ts'
import { openEnvelopes } from './envelopes.ts'
import { lowered, textAt } from './read.ts'

/** What a vendor's clock may be ahead of ours. */
const DAY_MS = 86_400_000

/** Amazon Connect by EventBridge API destination, SNS, Pipes, Firehose or a function of one's own. AWS signs none of these: the feed's key opens it. */
export function amazonConnectSource(): PushSource {
  return {
    answer: 200,
    verify: (request) => verifySignature({ scheme: 'feed-key' }, [], request),
    read: (bytes) => readBody(bytes, 'json'),
    translate({ body, receivedAtMs }, help) {
      const { events: found, faults: closed } = openEnvelopes(body)
      const faults: MappingFault[] = closed.map((problem) => ({ path: '(the payload)', problem }))
      const events: ContactEvent[] = []
      const kinds = new Set<string>()
      for (const one of found) {
        const event = lowered(one)
        kinds.add(kindOf(event))
        for (const made of [...contactEvents(event, receivedAtMs, help), ...agentEvents(event, receivedAtMs, help.queue)]) {
          const checked = contactEventSchema.safeParse(made)
          if (!checked.success) faults.push({ path: checked.error.issues[0]?.path.join('.') ?? '', problem: checked.error.issues[0]?.message ?? 'is not valid' })
          else if (checked.data.time > receivedAtMs + DAY_MS) faults.push({ path: 'time', problem: 'is more than a day ahead' })
          else events.push(checked.data)
        }
      }
      return { events, faults, kind: [...kinds].sort().join(' ') || 'nothing' }
    },
    // Firehose counts a delivery as made only where the answer names its request (AC10).
    receipt(headers, nowMs) {
      const requestId = headers['x-amz-firehose-request-id']
      return requestId === undefined ? undefined : { requestId: requestId.slice(0, 128), timestamp: nowMs }
    },
    redaction: { personal: ['Username', 'FirstName', 'LastName', 'aws:connect:systemEndpoint', 'Value'], keep: [] },
  }
}

function kindOf(event: unknown): string {
  const type = textAt(event, 'detail', 'eventtype') ?? textAt(event, 'eventtype')
  return type === undefined ? 'unknown' : `${textAt(event, 'agentarn') === undefined ? 'contact' : 'agent'}:${type.slice(0, 40)}`
}
