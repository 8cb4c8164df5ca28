/** What a delivery holds, still as the vendor wrote it, and what of it could not be read. */
export interface Opened { events: unknown[]; faults: string[] }

const MOST_EVENTS = 10_000

/**
 * Takes events out of what carries them: a list, an SNS notification (the event is text in `Message`), and records of Kinesis,
 * EventBridge Pipes and Firehose (`data` in base64, at the top or under `kinesis`) (AC8).
 */
export function openEnvelopes(body: unknown): Opened {
  const opened: Opened = { events: [], faults: [] }
  const queue: { value: unknown; depth: number }[] = [{ value: body, depth: 0 }]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (opened.events.length >= MOST_EVENTS) {
      opened.faults.push(`it holds more than ${MOST_EVENTS} events: let it be sent in smaller parts`)
      break
    }
    const { value, depth } = next
    const inner = depth > 4 ? undefined : insideOf(value)
    if (inner === undefined) opened.events.push(value)
    else if (typeof inner === 'string') opened.faults.push(inner)
    else for (const one of inner) queue.push({ value: one, depth: depth + 1 })
  }
  return opened
}

/** What an envelope holds; a text where it cannot be opened; undefined where it is none. */
function insideOf(value: unknown): unknown[] | string | undefined {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return undefined
  const record = new Map(Object.entries(value))
  const records = record.get('records') ?? record.get('Records')
  if (Array.isArray(records)) return records
  const kinesis: unknown = record.get('kinesis')
  const data: unknown = record.get('data') ?? (typeof kinesis === 'object' && kinesis !== null ? Reflect.get(kinesis, 'data') : undefined)
  if (typeof data === 'string') return parsed(Buffer.from(data, 'base64').toString('utf8'), 'a record')
  const type = record.get('Type')
  const message = record.get('Message')
  if (type === 'Notification' && typeof message === 'string') return parsed(message, 'an SNS message')
  if (type === 'SubscriptionConfirmation') return 'SNS asks to confirm the subscription: open the SubscribeURL of this payload once'
  return undefined
}

function parsed(text: string, what: string): unknown[] | string {
  try {
    return [JSON.parse(text) as unknown]
  } catch {
    return `${what} holds no JSON`
  }
}
