// A mixed day in SECONDS: a morning that fills, a peak before noon, a lunch dip, a lower peak and an evening that empties; over
// all of it feeds, sockets and polling, and from 70 s on also event streams.
import { ingestBatch } from './parts/ingest-batch.js'
import { pollingCustomer } from './parts/polling-customer.js'
import { sseCustomer } from './parts/sse-customer.js'
import { socketCustomers } from './parts/socket-customers.js'
import { summaryTrendStats, thresholds } from './parts/shown.js'

const users = Number(__ENV.USERS)
const seconds = Number(__ENV.SECONDS)
const SHAPE = [0.4, 1, 0.6, 0.8, 0.1]
const day = (most, exec) => ({
  executor: 'ramping-vus', exec, startVUs: 0, gracefulRampDown: '60s', gracefulStop: '60s',
  stages: SHAPE.map((share) => ({ duration: `${Math.max(1, Math.round(seconds / SHAPE.length))}s`, target: Math.max(1, Math.round(most * share)) })),
})
export const options = {
  scenarios: {
    feeds: { executor: 'constant-arrival-rate', exec: 'feeds', rate: users, timeUnit: '1s', duration: `${seconds}s`, preAllocatedVUs: Math.max(2, users) },
    sockets: day(users, 'sockets'),
    polls: day(Math.ceil(users / 2), 'polls'),
    ...(seconds >= 70 ? { streams: { executor: 'per-vu-iterations', exec: 'streams', vus: Math.ceil(users / 4), iterations: 1, maxDuration: '3m' } } : {}),
  },
  thresholds, summaryTrendStats,
}

export const feeds = () => ingestBatch()
export const sockets = () => socketCustomers()
export const polls = () => pollingCustomer()
export const streams = () => sseCustomer()
