// Customers on Server-Sent Events. k6 sees a stream only when it ends, so one takes a minute, and latency is not measured here.
import { sseCustomer } from './parts/sse-customer.js'
import { summaryTrendStats, thresholds } from './parts/shown.js'

const { event_to_screen: _notMeasured, ...held } = thresholds
export const options = {
  scenarios: { sse: { executor: 'per-vu-iterations', vus: Number(__ENV.USERS), iterations: 1, maxDuration: '3m' } },
  thresholds: held, summaryTrendStats,
}

export default async function sse() {
  await sseCustomer()
}
