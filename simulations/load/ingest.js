// Feeds a center by batches of contact events; each virtual user is one feed connection.
import { ingestBatch } from './parts/ingest-batch.js'
import { summaryTrendStats } from './parts/shown.js'

export const options = {
  scenarios: { ingest: { executor: 'constant-vus', vus: Number(__ENV.USERS), duration: `${__ENV.SECONDS}s` } },
  thresholds: { checks: ['rate==1'], http_req_failed: ['rate==0'] },
  summaryTrendStats,
}

export default function ingest() {
  ingestBatch()
}
