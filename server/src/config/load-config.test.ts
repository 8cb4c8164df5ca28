import { describe, expect, it } from 'vitest'
import { centerFacts, hashOfCenter } from './center-facts.ts'
import { keysFileText } from './example-center.ts'
import type { Fault } from './fault.ts'
import { sha256Hex } from './key-notation.ts'
import { loadConfig, type LoadConfigDeps, type ServerConfig } from './load-config.ts'

const KEY = (name: string): string => `${name}-key-of-sixteen-or-more`
const CENTER = {
  id: 'acme', purpose: 'live', name: { nl: 'Acme', fr: 'Acme' }, languages: ['nl', 'fr', 'de', 'en'], timeZone: 'Europe/Brussels',
  keys: { feed: { acd: [KEY('acd'), 'env:ACD_KEY'] }, read: [`sha256:${sha256Hex(KEY('read')).toUpperCase()}`], token: ['file:token.key'], admin: [KEY('admin')] },
  origins: ['https://acme.example'], show: 'both', public: false,
  queues: [{
    id: 'support', channel: 'voice', name: { nl: 'Helpdesk' }, show: 'shadow', public: true,
    cost: { text: { nl: 'zonaal tarief' }, perMinute: 0, currency: 'EUR', freeWhileWaiting: true },
    hours: { weekly: { mon: ['09:00-12:00', '13:00-17:00'] }, holidays: 'BE', exceptions: { '2026-12-24': [] }, lastEntry: '16:45', atClose: 'serve-all' },
    callback: { available: true, requestUrl: 'https://acme.example/callback', limit: 20 }, entryMeans: 'menuChoice',
  }],
  feeds: [{ name: 'pbx1', source: 'asterisk-ami', host: '127.0.0.1', port: 5038, username: 'queuecast', secret: 'env:AMI_SECRET', alive: 'heartbeat' }],
  charters: [{ id: 'be-2011', adheredOn: '2026-01-01', effectiveFrom: '2026-01-01' }],
}
const FILE = { generation: 1, tokenSecret: 'env:QUEUECAST_TOKEN_SECRET', centers: [CENTER] }
const ENV = { QUEUECAST_CONFIG: 'q.json', QUEUECAST_TOKEN_SECRET: 's'.repeat(40), ACD_KEY: KEY('acd-next'), AMI_SECRET: 'ami' }

interface Change { env?: Record<string, string | undefined>; file?: unknown; files?: Record<string, string>; secretsFor?: LoadConfigDeps['secretsFor'] }
const load = ({ env = {}, file = FILE, files = {}, secretsFor }: Change = {}): ReturnType<typeof loadConfig> => {
  const all: Record<string, string> = { 'q.json': typeof file === 'string' ? file : JSON.stringify(file), 'token.key': `${KEY('token')}\n`, ...files }
  return loadConfig({
    env: { ...ENV, ...env },
    readFile: (path) => {
      const text = all[path]
      if (text === undefined) throw new Error('ENOENT')
      return text
    },
    secretsFor: secretsFor ?? (() => { throw new Error('the store was opened') }),
    locateJsonFault: () => ({ line: 3, column: 7, problem: 'expected a value' }),
  })
}
const good = async (change: Change = {}): Promise<ServerConfig> => {
  const loaded = await load({ secretsFor: () => (_name, propose) => Promise.resolve(propose()), ...change })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults))
  return loaded.config
}
const faultsOf = async (change: Change): Promise<Fault[]> => {
  const loaded = await load(change)
  return loaded.ok ? [] : loaded.faults
}
const withCenter = (change: Record<string, unknown>): unknown => ({ ...FILE, centers: [{ ...CENTER, ...change }] })
const withQueue = (change: Record<string, unknown>): unknown => withCenter({ queues: [{ ...CENTER.queues[0], ...change }] })

describe('a good file', () => {
  it('is read whole, with keys as hashes and secrets revealed', async () => {
    const config = await good()
    expect(config).toMatchObject({ generation: 1, tokenSecrets: ['s'.repeat(40)], madeKeys: [] })
    const [center] = config.centers
    expect(center!.keys).toEqual({
      feed: { acd: [sha256Hex(KEY('acd')), sha256Hex(KEY('acd-next'))] }, read: [sha256Hex(KEY('read'))], token: [sha256Hex(KEY('token'))],
      ivr: [], supervisor: [], inspect: [], admin: [sha256Hex(KEY('admin'))],
    })
    expect(center!.feeds[0]).toMatchObject({ name: 'pbx1', secret: 'ami' })
    expect(center).toMatchObject({ tokenLifetimeSeconds: 86_400, queues: CENTER.queues })
    expect(JSON.stringify(config)).not.toContain(KEY('acd'))
  })

  it('may be short: nothing is told and nothing is public unless said', async () => {
    const [center] = (await good({ file: { generation: 1, centers: [{ id: 'a', timeZone: 'UTC', keys: {} }] } })).centers
    expect(center).toMatchObject({ purpose: 'live', languages: ['nl', 'fr', 'de', 'en'], show: 'shadow', public: false, origins: [], queues: [], feeds: [], charters: [] })
  })

  it('may hold several token secrets, or none: then the environment\'s, or one for all nodes', async () => {
    expect((await good({ file: { ...FILE, tokenSecret: ['a'.repeat(32), 'b'.repeat(32)] } })).tokenSecrets).toEqual(['a'.repeat(32), 'b'.repeat(32)])
    expect((await good({ file: { ...FILE, tokenSecret: undefined } })).tokenSecrets).toEqual(['s'.repeat(40)])
    const asked: string[] = []
    const config = await good({ env: { QUEUECAST_TOKEN_SECRET: undefined }, file: { ...FILE, tokenSecret: undefined }, secretsFor: () => (name, propose) => { asked.push(name); return Promise.resolve(propose()) } })
    expect(asked).toEqual(['token-secret'])
    expect(config.tokenSecrets[0]!.length).toBeGreaterThanOrEqual(32)
  })
})

describe('a faulty file', () => {
  it('is reported whole, together with the environment, and before the store is opened', async () => {
    const faults = await faultsOf({
      env: { PORT: 'x', QUEUECAST_SERV: '0' },
      file: { ...FILE, centres: [], centers: [{ ...CENTER, timezone: 'UTC', show: 'all', queues: [{ id: 'Support', nam: {} }], feeds: [{ name: 'x' }] }] },
    })
    expect(faults.map(({ path }) => path).sort()).toEqual([
      'PORT', 'QUEUECAST_SERV', 'centers[0].feeds[0].source', 'centers[0].queues[0].id', 'centers[0].queues[0].nam', 'centers[0].show', 'centers[0].timezone', 'centres',
    ])
    const fixOf = (path: string): string | undefined => faults.find((fault) => fault.path === path)?.fix
    expect([fixOf('centers[0].timezone'), fixOf('centers[0].queues[0].nam'), fixOf('centres')]).toEqual(['did you mean "timeZone"?', 'did you mean "name"?', 'did you mean "centers"?'])
  })

  it.each<[string, unknown, string]>([
    ['no JSON', '{"generation": }', 'line 3, column 7'],
    ['a list', [], '(the file)'],
    ['no generation', { ...FILE, generation: undefined }, 'generation'],
    ['no centers', { ...FILE, centers: [] }, 'centers'],
    ['two centers of one id', { ...FILE, centers: [CENTER, { ...CENTER, keys: {}, feeds: [] }] }, 'centers[1].id'],
    ['a center that hides a route', withCenter({ id: 'metrics' }), 'centers[0].id'],
    ['an id with capitals', withCenter({ id: 'Acme' }), 'centers[0].id'],
    ['a zone that is none', withCenter({ timeZone: 'Europe/Brussel' }), 'centers[0].timeZone'],
    ['an offset as zone', withCenter({ timeZone: '+01:00' }), 'centers[0].timeZone'],
    ['a language without sentences', withCenter({ languages: ['nl', 'es'] }), 'centers[0].languages[1]'],
    ['a language twice', withCenter({ languages: ['nl', 'nl'] }), 'centers[0].languages[1]'],
    ['an origin with a path', withCenter({ origins: ['https://acme.example/'] }), 'centers[0].origins[0]'],
    ['a key that is short', withCenter({ keys: { read: ['secret'] } }), 'centers[0].keys.read[0]'],
    ['a hash that is none', withCenter({ keys: { read: ['sha256:abc'] } }), 'centers[0].keys.read[0]'],
    ['a variable that is not set', withCenter({ keys: { read: ['env:NOPE'] } }), 'centers[0].keys.read[0]'],
    ['a key file that is not there', withCenter({ keys: { read: ['file:nope'] } }), 'centers[0].keys.read[0]'],
    ['a key for two purposes', withCenter({ keys: { read: [KEY('a')], admin: [KEY('a')] } }), 'centers[0].keys.admin[0]'],
    ['a purpose that is none', withCenter({ keys: { reed: [KEY('a')] } }), 'centers[0].keys.reed'],
    ['a feed named like ours', withCenter({ keys: { feed: { supervisor: [KEY('a')] } } }), 'centers[0].keys.feed.supervisor'],
    ['a pushed feed without a key', withCenter({ feeds: [{ name: 'web', source: 'http' }] }), 'centers[0].feeds[0].name'],
    ['a feed twice', withCenter({ feeds: [CENTER.feeds[0], CENTER.feeds[0]] }), 'centers[0].feeds[1].name'],
    ['an interval without a heartbeat', withCenter({ feeds: [{ name: 'x', source: 'y', intervalSeconds: 5 }] }), 'centers[0].feeds[0].intervalSeconds'],
    ['a silence with a heartbeat', withCenter({ feeds: [{ name: 'x', source: 'y', alive: 'poll', maxSilenceSeconds: 5 }] }), 'centers[0].feeds[0].maxSilenceSeconds'],
    ['a queue twice', withCenter({ queues: [CENTER.queues[0], CENTER.queues[0]] }), 'centers[0].queues[1].id'],
    ['a burst below a batch', withCenter({ quota: { eventsPerSecond: 10, burst: 100 } }), 'centers[0].quota.burst'],
    ['hours that end before they begin', withQueue({ hours: { weekly: { mon: ['17:00-09:00'] } } }), 'centers[0].queues[0].hours.weekly.mon[0]'],
    ['hours of another day', withQueue({ hours: { weekly: { monday: ['09:00-17:00'] } } }), 'centers[0].queues[0].hours.weekly.monday'],
    ['hours that overlap', withQueue({ hours: { weekly: { mon: ['09:00-13:00', '12:00-17:00'] } } }), 'centers[0].queues[0].hours (mon)'],
    ['an exception on no day', withQueue({ hours: { weekly: {}, exceptions: { '2026-02-30': [] } } }), 'centers[0].queues[0].hours.exceptions.2026-02-30'],
    ['holidays of no country', withQueue({ hours: { weekly: {}, holidays: 'XX' } }), 'centers[0].queues[0].hours.holidays'],
    ['holidays of no region', withQueue({ hours: { weekly: {}, holidays: 'BE-XYZ' } }), 'centers[0].queues[0].hours.holidays'],
    ['a callback address that is none', withQueue({ callback: { available: true, requestUrl: 'acme' } }), 'centers[0].queues[0].callback.requestUrl'],
    ['a charter that nobody ships', withCenter({ charters: [{ id: 'be-2051' }] }), 'centers[0].charters[0].id'],
    ['two versions of one charter of one name', withCenter({ charters: [{ id: 'be-2011', effectiveFrom: '2026-01-01' }, { id: 'be-2011', effectiveFrom: '2026-07-01', exceptions: ['mail'] }] }), 'centers[0].charters[1].version'],
    ['an exception to no rule', withCenter({ charters: [{ id: 'be-2011', exceptions: ['gift'] }] }), 'centers[0].charters[0].exceptions.gift'],
    ['a charter of its own with a fault', withCenter({ charters: [{ id: 'own', charter: { id: 'own', version: '1', title: {}, kind: 'promise', standing: 'own', status: 'own', rules: 3 } }] }), 'centers[0].charters[0].charter.rules'],
    ['a chain head mailed by no mail server', withCenter({ ledger: { headMail: { server: 'https://user:hunter2@mail.example', from: 'a@acme.example', to: ['b@acme.example'] } } }), 'centers[0].ledger.headMail.server'],
    ['a mail server in a file that is not there', withCenter({ ledger: { headMail: { server: 'file:nope', from: 'a@acme.example', to: ['b@acme.example'] } } }), 'centers[0].ledger.headMail.server'],
    ['a chain head mailed to no address', withCenter({ ledger: { headMail: { server: 'smtps://mail.example', from: 'a@acme.example', to: ['acme'] } } }), 'centers[0].ledger.headMail.to[0]'],
    ['a time-stamping authority without an address', withCenter({ ledger: { headTimeStamp: { url: 'tsa' } } }), 'centers[0].ledger.headTimeStamp.url'],
    ['a certificate that is none', withCenter({ ledger: { headTimeStamp: { url: 'https://tsa.example', ca: 'file:token.key' } } }), 'centers[0].ledger.headTimeStamp.ca'],
    ['a short token secret', { ...FILE, tokenSecret: 'short' }, 'tokenSecret'],
    ['a short one of several', { ...FILE, tokenSecret: ['a'.repeat(32), 'short'] }, 'tokenSecret[1]'],
  ])('with %s', async (_name, file, path) => {
    const faults = await faultsOf({ file })
    expect(faults.map((fault) => fault.path)).toContain(path)
    expect(faults).toHaveLength(1)
    expect(faults[0]!.problem.length).toBeGreaterThan(5)
  })

  it('has faults of meaning and of keys reported together', async () => {
    const faults = await faultsOf({ file: withCenter({ timeZone: 'Mars', keys: { read: ['env:NOPE'] } }) })
    expect(faults.map(({ path }) => path)).toEqual(['centers[0].timeZone', 'centers[0].keys.read[0]'])
  })

  it('that is not there', async () => {
    expect(await faultsOf({ env: { QUEUECAST_CONFIG: 'other.json' } })).toMatchObject([{ path: 'QUEUECAST_CONFIG', problem: expect.stringContaining('ENOENT') as string }])
  })

  it('never repeats a key', async () => {
    expect(JSON.stringify(await faultsOf({ file: withCenter({ ledger: { headMail: { server: 'http://user:hunter2@mail.example', from: 'a@acme.example', to: ['b@acme.example'] } } }) }))).not.toMatch(/hunter2/)
    expect(JSON.stringify(await faultsOf({ file: withCenter({ keys: { read: ['hunter2'], admin: [KEY('a')], ivr: [KEY('a')] } }) }))).not.toMatch(/hunter2|a-key-of/)
  })

  it('may refer to variables of its own', async () => {
    const env = { QUEUECAST_ACME: KEY('own') }
    const keys = { read: ['env:QUEUECAST_ACME'] }
    expect((await good({ env, file: withCenter({ keys }) })).centers[0]!.keys.read).toEqual([sha256Hex(KEY('own'))])
    expect((await faultsOf({ env, file: withCenter({ keys, shw: 'off' }) })).map(({ path }) => path)).toEqual(['centers[0].shw'])
  })
})

describe('without a file', () => {
  it('there is one example center, whose keys are the same at every start', async () => {
    const kept = new Map<string, string>()
    const secretsFor: LoadConfigDeps['secretsFor'] = () => (name, propose) => {
      if (!kept.has(name)) kept.set(name, propose())
      return Promise.resolve(kept.get(name)!)
    }
    const first = await good({ env: { QUEUECAST_CONFIG: undefined }, secretsFor })
    const second = await good({ env: { QUEUECAST_CONFIG: undefined }, secretsFor })
    expect(second).toEqual(first)
    expect(first.centers).toMatchObject([{ id: 'example', purpose: 'test', show: 'both', public: true, languages: ['nl', 'fr', 'de', 'en'], timeZone: 'Europe/Brussels', queues: [] }])
    expect(new Set(first.madeKeys.map(({ key }) => key)).size).toBe(7)
    expect(first.madeKeys.every(({ key, purpose }) => key.startsWith(`qc_${purpose}_`) && key.length > 32)).toBe(true)
    const feedKey = first.madeKeys.find(({ purpose }) => purpose === 'feed')!
    expect(first.centers[0]!.keys.feed).toEqual({ demo: [sha256Hex(feedKey.key)] })
    expect(JSON.parse(keysFileText(first.madeKeys))).toMatchObject({ example: { feed: { demo: feedKey.key }, admin: expect.stringMatching(/^qc_admin_/) as string } })
    expect([...kept.keys()]).not.toContain('token-secret')
  })
})

describe('what enters the log', () => {
  it('is what the fold reads, with every feed and how it promises life, and no secret', async () => {
    const [center] = (await good({ file: withCenter({ keys: { feed: { acd: [KEY('acd')] } }, feeds: [CENTER.feeds[0], { name: 'web', source: 'x', maxSilenceSeconds: 60 }] }) })).centers
    const facts = centerFacts(center!)
    expect(facts.feeds).toEqual([
      { name: 'acd', alive: { kind: 'events-only' } }, { name: 'pbx1', alive: { kind: 'heartbeat', intervalSeconds: 10 } }, { name: 'web', alive: { kind: 'events-only', maxSilenceSeconds: 60 } },
    ])
    expect(JSON.stringify(facts)).not.toMatch(/keys|secret|5038|charters|origins/)
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
  })

  it('has one hash whatever the order of keys in the file, and another when something changes', async () => {
    const reversed = { ...FILE, centers: [Object.fromEntries(Object.entries(CENTER).reverse())] }
    const hashOf = async (file: unknown): Promise<string> => hashOfCenter((await good({ file })).centers[0]!)
    expect(await hashOf(reversed)).toBe(await hashOf(FILE))
    expect(await hashOf(withCenter({ show: 'place' }))).not.toBe(await hashOf(FILE))
    expect(await hashOf(withCenter({ origins: [] }))).toBe(await hashOf(FILE))
  })
})
