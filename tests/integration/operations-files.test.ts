import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ENVIRONMENT_VARIABLES } from '@queuecast/server/config'
import { createMetrics } from '@queuecast/server/observability'
import { beforeAll, describe, expect, it } from 'vitest'

const file = (name: string): string => readFileSync(new URL(`../../docs/operations/${name}`, import.meta.url), 'utf8')
const alerts = [...file('alerts.yml').matchAll(/^\s+expr: (.+)$/gm)].map((match) => match[1] ?? '')
interface Panel { id: number; title: string; targets: { expr: string }[] }
const { panels } = JSON.parse(file('grafana-dashboard.json')) as { panels: Panel[] }

/** Name → the labels its series carry. */
const series = new Map<string, Set<string>>()
beforeAll(async () => {
  const metrics = createMetrics()
  metrics.eventsAccepted('c', 'f', 1)
  metrics.eventsRejected('c', 'f', 1)
  metrics.eventsQuarantined('c', 'other', 1)
  metrics.unknownFields('c', 'f', 1)
  metrics.logLag(0, 1)
  metrics.ledgerLag(0, 1)
  metrics.ledgerHeads([{ center: 'c', way: 'mail', seconds: 1 }])
  metrics.leading(0, true)
  metrics.waiting('c', 1)
  metrics.staleQueues('c', 1)
  metrics.coverage('c', 0.9)
  metrics.receipt('shown', 'socketio')
  metrics.refused('expired')
  metrics.limited('read', 'address')
  metrics.failed('here')
  for (const line of (await metrics.text()).split('\n')) {
    const [, name = '', labels = ''] = /^([a-zA-Z_:]\w*)(?:\{([^}]*)\})? /.exec(line) ?? []
    if (name === '' || line.startsWith('#')) continue
    series.set(name, new Set([...series.get(name) ?? [], ...[...labels.matchAll(/(\w+)=/g)].map((match) => match[1] ?? '')]))
  }
})

const METRIC = /\b(?:queuecast|process|nodejs)_\w+/g
/** Prometheus adds these itself. */
const OF_THE_TARGET = ['instance', 'job']

/** What the expression names that does not exist. */
function unknownIn(expr: string): string[] {
  const names = expr.match(METRIC) ?? []
  const labels = [...expr.matchAll(/\bby \(([^)]*)\)/g), ...expr.matchAll(/\{([^}]*)\}/g)]
    .flatMap((match) => (match[1] ?? '').split(',')).map((part) => part.split(/[=!~]/)[0]?.trim() ?? '').filter((label) => label !== '' && !OF_THE_TARGET.includes(label))
  const known = new Set(names.flatMap((name) => [...series.get(name) ?? []]))
  return [...names.filter((name) => !series.has(name)), ...labels.filter((label) => !known.has(label))]
}

describe('what operators load', () => {
  it('an alert names only metrics and labels that exist', () => {
    expect(alerts.length).toBeGreaterThan(10)
    for (const expr of alerts) expect({ expr, unknown: unknownIn(expr) }).toEqual({ expr, unknown: [] })
  })

  it('a panel of the dashboard too, and each stands once', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    for (const { title, targets } of panels) {
      expect(targets.length, title).toBeGreaterThan(0)
      for (const { expr } of targets) expect({ expr, unknown: unknownIn(expr) }).toEqual({ expr, unknown: [] })
    }
  })

  it('docs/operations says of each alert what to do, and of no other', () => {
    const named = [...file('alerts.yml').matchAll(/- alert: (\w+)/g)].map((match) => match[1])
    const rows = [...file('README.md').matchAll(/^\| `(Queuecast\w+)` \| (.+) \| (.+) \|$/gm)]
    expect(rows.map((row) => row[1])).toEqual(named)
    for (const [, name, means = '', todo = ''] of rows) expect([means.length > 10, todo.length > 10], name).toEqual([true, true])
  })

  it('the check sees a name that does not exist', () => {
    expect(unknownIn('rate(queuecast_no_such_total[5m])')).toEqual(['queuecast_no_such_total'])
    expect(unknownIn('sum by (contact) (queuecast_ready)')).toEqual(['contact'])
  })

  it('every figure the issue asks for is on the dashboard', () => {
    const all = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n')
    for (const name of ['ingest_lag_seconds', 'log_lag_seconds', 'forecast_seconds', 'event_loop_delay_seconds', 'connected_customers', 'displays_sent_total', 'displays_conflated', 'stale_queues', 'coverage', 'ledger_lag_seconds', 'ledger_head_waiting_seconds']) {
      expect(all).toContain(`queuecast_${name}`)
    }
  })
})

/** It also looks whether what a unit starts is there. */
const canVerifyUnits = existsSync('/usr/bin/node') && spawnSync('systemd-analyze', ['--version'], { stdio: 'ignore' }).status === 0

describe('what operators start', () => {
  it.each(['Dockerfile', 'queuecast.service'])('%s names only settings and files that exist', (name) => {
    const text = file(name)
    for (const [setting] of text.matchAll(/QUEUECAST_[A-Z_]+/g)) expect(Object.keys(ENVIRONMENT_VARIABLES)).toContain(setting)
    expect(text).toContain('server/dist/bundle/main.js')
    expect(existsSync(new URL('../../server/src/main.ts', import.meta.url))).toBe(true)
  })

  it.skipIf(!canVerifyUnits)('the unit is one that systemd takes', () => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', fileURLToPath(new URL('../../docs/operations/queuecast.service', import.meta.url))], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  it('docs/licences.md lists what is installed, and every licence was looked at', () => {
    const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL('../support/licences.mjs', import.meta.url)), '--check'], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})
