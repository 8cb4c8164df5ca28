import type { OperationId } from '../openapi/operations.ts'

/** How requests are counted; `access` knows the limits. */
export type RateClass = 'read' | 'token' | 'told' | 'callback' | 'act' | 'evidence' | 'page' | 'login' | 'refused'
export type RateSubject = 'key' | 'token' | 'address'

/** Events and webhooks have the quota of their feed, which counts events instead; a health check is never refused. */
export const RATE_CLASS_OF: Partial<Record<OperationId, RateClass>> = {
  getDisplay: 'read', getContactStream: 'read', getQueues: 'read', getQueue: 'read', getQueuesStream: 'read', getFeeds: 'read', getFeedRejected: 'read',
  postToken: 'token', postTold: 'told', postCallback: 'callback', postMessages: 'told',
  putShow: 'act', postNotice: 'act', putLearning: 'act', putCharters: 'act', deleteContact: 'act', replayRejected: 'act', replayQuarantine: 'act', getWebhookSecret: 'act', postTotals: 'act',
  getLedger: 'evidence', getAccuracy: 'evidence', getVerdicts: 'evidence', getCharters: 'evidence',
  getOpenApi: 'page', getDocs: 'page',
}

const NEVER_COUNTED = /^\/(?:v1|healthz|readyz|metrics|openapi\.json|docs)(?:\/|$)/

/** Pages stand beside the routes of the API: sending a key is counted apart from looking. */
export function pageClassOf(method: string, path: string): 'page' | 'login' | undefined {
  if (NEVER_COUNTED.test(path)) return undefined
  return method === 'POST' && path.endsWith('/login') ? 'login' : 'page'
}
