/** Payloads in the vendor's own form, after the official samples; ids are synthetic. */
export const INSTANCE = 'arn:aws:connect:us-west-2:111122223333:instance/12345678-1234-1234-1234-123456789012'
export const QUEUE = '22222222-2222-2222-2222-222222222222'
export const CONTACT = '11111111-1111-1111-1111-111111111111'
const AGENT_ARN = `${INSTANCE}/agent/33333333-3333-3333-3333-333333333333`
export const queueInfo = { queueArn: `${INSTANCE}/queue/${QUEUE}`, queueType: 'STANDARD', enqueueTimestamp: '2025-01-01T10:00:04.000Z' }

export function contactEvent(eventType: string, detail: object = {}, id = `abcabcab-abca-abca-abca-${eventType}`) {
  return {
    'version': '0', id, 'detail-type': 'Amazon Connect Contact Event', 'source': 'aws.connect', 'account': '111122223333', 'time': '2025-01-01T10:00:04Z', 'region': 'us-west-2',
    'resources': [`${INSTANCE}/contact/${CONTACT}`, INSTANCE],
    'detail': {
      eventType, contactId: CONTACT, channel: 'VOICE', instanceArn: INSTANCE, initiationMethod: 'INBOUND', initiationTimestamp: '2025-01-01T09:59:50.000Z',
      connectedToSystemTimestamp: '2025-01-01T09:59:50.500Z', queueInfo, tags: { 'aws:connect:systemEndpoint': '+11234567890' }, ...detail,
    },
  }
}
export const queued = contactEvent('QUEUED')
export const answered = contactEvent('CONNECTED_TO_AGENT', { agentInfo: { agentArn: AGENT_ARN, connectedToAgentTimestamp: '2025-01-01T10:01:09.000Z' } })
/** The official sample's other spelling of the same. */
export const answeredPascal = {
  'id': 'another', 'detail-type': 'Amazon Connect Contact Event', 'source': 'aws.connect', 'time': '2025-01-01T10:01:09Z',
  'detail': {
    ContactId: CONTACT, Channel: 'Voice', InstanceArn: INSTANCE, InitiationMethod: 'INBOUND', EventType: 'CONNECTED_TO_AGENT',
    AgentInfo: { AgentArn: AGENT_ARN, ConnectedToAgentTimestamp: '2025-01-01T10:01:09.000Z' }, QueueInfo: { QueueType: 'STANDARD', QueueArn: queueInfo.queueArn, EnqueueTimestamp: queueInfo.enqueueTimestamp },
  },
}
export const hungUp = contactEvent('DISCONNECTED', { disconnectTimestamp: '2025-01-01T10:02:44.000Z' })

export function agentEvent(eventType: string, snapshot: object = {}) {
  return {
    AWSAccountId: '012345678901', AgentARN: AGENT_ARN, EventId: `event-${eventType}-${JSON.stringify(snapshot).length}`, EventTimestamp: '2025-01-01T10:00:30.000Z', EventType: eventType, Version: '2017-10-01',
    CurrentAgentSnapshot: {
      AgentStatus: { ARN: 'arn', Name: 'Available', StartTimestamp: '2025-01-01T09:00:00.000Z' },
      Configuration: {
        FirstName: 'Ada', LastName: 'Bauer', Username: 'ab',
        RoutingProfile: { Name: 'Basic', InboundQueues: [{ ARN: queueInfo.queueArn, Name: 'Support' }], Concurrency: [{ Channel: 'VOICE', AvailableSlots: 1, MaximumSlots: 1 }, { Channel: 'CHAT', AvailableSlots: 3, MaximumSlots: 3 }] },
      },
      Contacts: [], ...snapshot,
    },
  }
}
