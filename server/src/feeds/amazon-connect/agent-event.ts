import type { ContactEvent, EventOf } from '../../contact-center/index.ts'
import { opaqueIdOf } from '../vendor-ids.ts'
import { hashOf } from './contact-event.ts'
import { at, idOfArn, listAt, textAt, timeAt } from './read.ts'

type AgentState = EventOf<'agent.state'>['state']
const CHANNELS: Readonly<Record<string, 'voice' | 'chat' | 'email'>> = { VOICE: 'voice', CHAT: 'chat', EMAIL: 'email' }
const SERVING = ['CONNECTED', 'CONNECTED_ONHOLD', 'PAUSED']
const OFFERED = ['INCOMING', 'PENDING', 'CONNECTING']

/** The agent's state of one event of the agent event stream, its keys in lower case (AC6). */
export function agentEvents(event: unknown, receivedAtMs: number, queueOf: (id: string) => string | undefined): ContactEvent[] {
  const arn = textAt(event, 'agentarn')
  const snapshot = at(event, 'currentagentsnapshot')
  const type = textAt(event, 'eventtype')
  if (arn === undefined || type === undefined) return []
  const time = timeAt(event, 'eventtimestamp') ?? receivedAtMs
  const id = textAt(event, 'eventid') ?? hashOf(arn, type, String(time))
  const agent = opaqueIdOf(idOfArn(arn))
  if (type === 'LOGOUT' || !(snapshot instanceof Map)) return [{ id, type: 'agent.state', time, agent, state: 'signed-out' }]
  const profile = at(snapshot, 'configuration', 'routingprofile')
  const queues = listAt(profile, 'inboundqueues').flatMap((queue) => queueOf(idOfArn(textAt(queue, 'arn') ?? '')) ?? [])
  const capacity = capacityOf(listAt(profile, 'concurrency'))
  return [{ id, type: 'agent.state', time, agent, state: stateOf(snapshot), queues: [...new Set(queues)], ...(capacity === undefined ? {} : { capacity }) }]
}

function stateOf(snapshot: unknown): AgentState {
  const states = listAt(snapshot, 'contacts').map((contact) => textAt(contact, 'state') ?? '')
  const kind = textAt(snapshot, 'agentstatus', 'type')
  const name = textAt(snapshot, 'agentstatus', 'name')
  if (kind === 'OFFLINE' || (kind === undefined && name === 'Offline')) return 'signed-out'
  if (states.some((state) => SERVING.includes(state))) return 'on-contact'
  if (states.some((state) => OFFERED.includes(state))) return 'ringing'
  if (states.some((state) => state === 'ENDED' || state === 'ERROR' || state === 'MISSED')) return 'after-contact-work'
  return kind === 'ROUTABLE' || (kind === undefined && name === 'Available') ? 'available' : 'not-ready'
}

function capacityOf(rows: readonly unknown[]): EventOf<'agent.state'>['capacity'] | undefined {
  const slots = rows.flatMap((row) => {
    const channel = CHANNELS[(textAt(row, 'channel') ?? '').toUpperCase()]
    const most = at(row, 'maximumslots')
    return channel === undefined || typeof most !== 'number' || !Number.isInteger(most) || most < 0 ? [] : [[channel, most] as const]
  })
  return slots.length === 0 ? undefined : Object.fromEntries(slots)
}
