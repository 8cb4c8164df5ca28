// Customers who poll their place over HTTP with ETag until they are answered.
import { pollingCustomer } from './parts/polling-customer.js'
import { summaryTrendStats, thresholds } from './parts/shown.js'

export const options = {
  scenarios: { watch: { executor: 'constant-vus', vus: Number(__ENV.USERS), duration: `${__ENV.SECONDS}s` } },
  thresholds, summaryTrendStats,
}

export default function watch() {
  pollingCustomer()
}
