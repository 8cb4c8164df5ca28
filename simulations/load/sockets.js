// Socket fan-out: each virtual user is a line of customers on sockets of their own (CUSTOMERS, 8), whose first is answered again and again.
import { socketCustomers } from './parts/socket-customers.js'
import { summaryTrendStats, thresholds } from './parts/shown.js'

export const options = {
  scenarios: { sockets: { executor: 'constant-vus', vus: Number(__ENV.USERS), duration: `${__ENV.SECONDS}s`, gracefulStop: '90s' } },
  thresholds, summaryTrendStats,
}

export default function sockets() {
  socketCustomers()
}
