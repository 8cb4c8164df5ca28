import { describe, expect, it } from 'vitest'
import { centerFacts } from './center-facts.ts'
import { loadConfig, type LoadedConfig } from './load-config.ts'
import type { SourceRules } from './source-rules.ts'

const SOURCES: SourceRules = {
  pbx: { alive: 'heartbeat', check: (feed) => (feed.host === undefined ? [{ field: 'host', problem: 'is missing', fix: 'give it' }] : []) },
  cloud: { alive: 'events-only', check: () => [] },
  switch: { alive: 'heartbeat', countsAlike: true, check: () => [] },
}
const load = (...feeds: object[]): Promise<LoadedConfig> => loadConfig({
  env: { QUEUECAST_CONFIG: 'q.json', PBX_SECRET: 'hush' }, sources: SOURCES, secretsFor: () => () => Promise.resolve('x'.repeat(40)),
  readFile: (path) => (path === 'ca.pem' ? 'PEM' : JSON.stringify({ generation: 1, centers: [{ id: 'acme', timeZone: 'UTC', keys: { feed: { web: ['web-key-0123456789'] } }, feeds }] })),
})
const faults = async (...feeds: object[]) => {
  const loaded = await load(...feeds)
  return loaded.ok ? [] : loaded.faults
}

describe('sources of feeds', () => {
  it('an unknown kind is a fault that names the known ones', async () => {
    expect(await faults({ name: 'a', source: 'asterix' })).toEqual([
      { path: 'centers[0].feeds[0].source', problem: '"asterix" is no kind of source', fix: 'use http for one that pushes events, or one of cloud, pbx, switch' },
    ])
    expect(await faults({ name: 'a', source: 'constructor' })).toHaveLength(1)
  })

  it('each kind checks its own settings', async () => {
    expect(await faults({ name: 'a', source: 'pbx' })).toEqual([{ path: 'centers[0].feeds[0].host', problem: 'is missing', fix: 'give it' }])
  })

  it('a second server that counts like the first must say its prefix; the first keeps its ids', async () => {
    const second = { name: 'pbx2', source: 'switch' }
    const first = { name: 'pbx1', source: 'switch' }
    expect(await faults(first)).toEqual([])
    expect(await faults(first, second)).toEqual([{
      path: 'centers[0].feeds[1].contactPrefix', problem: 'is missing: "pbx1" is a feed of source switch too, and two servers may count alike, so that two callers would be taken for one',
      fix: 'leave the feed that ran before as it is, so that its contacts keep their ids, and give the new one its own, such as "contactPrefix": "pbx2-"',
    }])
    expect(await faults(first, { ...second, contactPrefix: 'pbx2-' })).toEqual([])
    expect(await faults({ ...second, contactPrefix: 'pbx2-' }, first)).toEqual([])
    expect(await faults({ ...first, contactPrefix: 'a-' }, { ...second, contactPrefix: 'a-' })).toMatchObject([{ path: 'centers[0].feeds[1].contactPrefix', problem: expect.stringContaining('"pbx1"') as string }])
    // Each server has a systemname of its own: said so by an empty prefix.
    expect(await faults({ ...first, contactPrefix: '' }, { ...second, contactPrefix: '' }, { ...second, name: 'pbx3', contactPrefix: 'x' })).toEqual([])
    expect(await faults({ name: 'a', source: 'cloud' }, { name: 'b', source: 'cloud' })).toEqual([])
  })

  it('a feed that says nothing of its life promises what its kind does, and may say at which interval', async () => {
    const loaded = await load({ name: 'a', source: 'pbx', host: 'h', intervalSeconds: 5 }, { name: 'b', source: 'pbx', host: 'h' }, { name: 'c', source: 'cloud' }, { name: 'web', source: 'http' })
    if (!loaded.ok) expect.fail(JSON.stringify(loaded.faults))
    const [center] = loaded.config.centers
    expect(center === undefined ? [] : centerFacts(center).feeds).toEqual([
      { name: 'a', alive: { kind: 'heartbeat', intervalSeconds: 5 } }, { name: 'b', alive: { kind: 'heartbeat', intervalSeconds: 10 } },
      { name: 'c', alive: { kind: 'events-only' } }, { name: 'web', alive: { kind: 'events-only' } },
    ])
  })

  it('secret and authority come from the environment or a file', async () => {
    const loaded = await load({ name: 'a', source: 'pbx', host: 'h', tls: true, secret: 'env:PBX_SECRET', ca: 'file:ca.pem', servername: 'pbx.example', contactPrefix: 'a-', login: 'plain' })
    expect(loaded).toMatchObject({ ok: true, config: { centers: [{ feeds: [{ secret: 'hush', ca: 'PEM' }] }] } })
    expect(await faults({ name: 'a', source: 'pbx', host: 'h', secret: 'env:NOT_SET' })).toMatchObject([{ path: 'centers[0].feeds[0].secret', fix: 'set NOT_SET' }])
  })
})
