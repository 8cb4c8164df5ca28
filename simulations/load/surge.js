// A surge: a tenth of the users, then within a second all of them, then a tenth again. What is shown must be true throughout.
import { ingestBatch } from './parts/ingest-batch.js'
import { socketCustomers } from './parts/socket-customers.js'
import { summaryTrendStats, thresholds } from './parts/shown.js'

const users = Number(__ENV.USERS)
const third = `${Math.max(1, Math.round(Number(__ENV.SECONDS) / 3))}s`
const few = Math.max(1, Math.round(users / 10))
const stages = [{ duration: third, target: few }, { duration: '1s', target: users }, { duration: third, target: users }, { duration: '1s', target: few }, { duration: third, target: few }]
export const options = {
  scenarios: {
    sockets: { executor: 'ramping-vus', exec: 'sockets', startVUs: few, stages, gracefulRampDown: '60s', gracefulStop: '60s' },
    feeds: { executor: 'ramping-arrival-rate', exec: 'feeds', startRate: few, timeUnit: '1s', preAllocatedVUs: Math.max(2, users), stages },
  },
  thresholds, summaryTrendStats,
}

export const sockets = () => socketCustomers()
export const feeds = () => ingestBatch()
