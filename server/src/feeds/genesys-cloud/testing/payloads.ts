/** Snapshots in the vendor's own form, after its schema and one real conversation; names and numbers are synthetic and must not come through. */
export const QUEUE = '67ce2258-0000-4e8f-8467-2d79c9b98e2b'
export const CONVERSATION = 'be9d3155-0000-4a6c-8ff1-5c48b4585135'
export const ACD = 'c9495cab-0000-4493-9f5b-298ad56b984b'
export const AGENT = '5f6fe78e-0000-400f-a70b-d9b5c8340fdc'
export const TOPIC = `v2.routing.queues.${QUEUE}.conversations`

const customer = {
  id: '25a4edc4-0000-4565-b280-ad0c02b7682d', connectedTime: '2025-01-01T10:00:00.071Z', name: 'Alice Example', purpose: 'customer', address: 'tel:+15550100100', queueId: QUEUE,
  calls: [{ id: 'c1', state: 'connected', direction: 'inbound', provider: 'Edge', connectedTime: '2025-01-01T10:00:00.071Z' }],
}
const ivr = { id: 'dd86d2a2-0000-44d9-87b9-7f9ceb72ec74', connectedTime: '2025-01-01T10:00:00.178Z', endTime: '2025-01-01T10:00:07.381Z', name: 'Main IVR', purpose: 'ivr', calls: [{ state: 'terminated', disconnectType: 'transfer' }] }

export const acdLeg = (more: object = {}) => ({
  id: ACD, connectedTime: '2025-01-01T10:00:07.469Z', name: 'Helpdesk', purpose: 'acd', queueId: QUEUE,
  conversationRoutingData: { queue: { id: QUEUE }, language: { id: 'en' }, priority: 0, skills: [], scoredAgents: [] }, calls: [{ id: 'c3', state: 'connected', direction: 'inbound' }], ...more,
})
export const agentLeg = (more: object = {}) => ({
  id: 'c3e76598-0000-40d4-997a-005541e34556', connectedTime: '2025-01-01T10:00:20.200Z', name: 'Bob Example', purpose: 'agent', userId: AGENT, queueId: QUEUE, calls: [{ id: 'c5', state: 'connected' }], ...more,
})
/** Rang for eight seconds and was not taken. */
export const missedLeg = { id: '87c56eff-0000-42d3-a169-2fd71a4993fe', endTime: '2025-01-01T10:00:12.806Z', purpose: 'agent', userId: AGENT, queueId: QUEUE, alertingTimeoutMs: 8000, calls: [{ state: 'terminated', disconnectType: 'client' }] }
/** In the real capture the queue's leg ended 51 ms after the agent was connected. */
export const leftAcd = acdLeg({ endTime: '2025-01-01T10:00:20.251Z', calls: [{ id: 'c3', state: 'terminated', disconnectType: 'transfer' }] })
export const hungUpAcd = (disconnectType: string) => acdLeg({ endTime: '2025-01-01T10:01:00.000Z', calls: [{ id: 'c3', state: 'terminated', disconnectType }] })

export const conversation = (...legs: object[]) => ({ id: CONVERSATION, participants: [customer, ivr, ...legs], recordingState: 'NONE' })
export const endedCustomer = (body: ReturnType<typeof conversation>) =>
  ({ ...body, participants: body.participants.map((leg) => ('endTime' in leg ? leg : { ...leg, endTime: '2025-01-01T10:05:00.000Z' })) })
