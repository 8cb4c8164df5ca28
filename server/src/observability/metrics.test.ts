import { expect, it } from 'vitest'
import { createMetrics } from './metrics.ts'

it('a page for Prometheus holds what was counted', async () => {
  const metrics = createMetrics()
  metrics.eventsAccepted('acme', 'pbx1', 3)
  metrics.eventsRejected('acme', 'pbx1', 1)
  metrics.entriesFolded(0, 2)
  metrics.forecastSeconds(0.002)
  metrics.poolsForecast(3)
  metrics.eventsQuarantined('acme', 'too-late', 4)
  metrics.logLag(0, 1.5)
  metrics.connectedCustomers(() => 42)
  metrics.displaySent()
  metrics.refused('expired')
  const page = await metrics.text()
  expect(metrics.contentType).toContain('text/plain')
  for (const line of [
    'queuecast_events_accepted_total{center="acme",feed="pbx1"} 3', 'queuecast_events_rejected_total{center="acme",feed="pbx1"} 1',
    'queuecast_entries_folded{partition="0"} 2', 'queuecast_forecast_seconds_count 1', 'queuecast_pools_forecast_total 3',
    'queuecast_events_quarantined{center="acme",reason="too-late"} 4', 'queuecast_log_lag_seconds{partition="0"} 1.5',
    'queuecast_connected_customers 42', 'queuecast_displays_sent_total 1', 'queuecast_sockets_refused_total{code="expired"} 1',
  ]) expect(page).toContain(line)
})

it('two servers in one process count apart', async () => {
  const [one, two] = [createMetrics(), createMetrics()]
  one.displaySent()
  expect(await one.text()).toContain('queuecast_displays_sent_total 1')
  expect(await two.text()).toContain('queuecast_displays_sent_total 0')
})
