import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ENVIRONMENT_VARIABLES, parseEnvironment } from './environment.ts'

const DEFAULTS = { port: 8080, host: '0.0.0.0', redisUrls: [], partitions: 8, serve: [0, 1, 2, 3, 4, 5, 6, 7], dataDir: '.queuecast', trustedProxies: [] }

describe('the environment', () => {
  it('has defaults for everything, and an empty value is none', () => {
    expect(parseEnvironment({})).toEqual({ environment: DEFAULTS, faults: [] })
    expect(parseEnvironment({ PORT: '', QUEUECAST_REDIS_URL: '', QUEUECAST_SERVE: '', QUEUECAST_CONFIG: '' })).toEqual({ environment: DEFAULTS, faults: [] })
  })

  it('is read', () => {
    const { environment, faults } = parseEnvironment({
      PORT: '0', HOST: '127.0.0.1', QUEUECAST_REDIS_URL: 'redis://a:6379, rediss://b:6380', QUEUECAST_PARTITIONS: '16', QUEUECAST_SERVE: '8-10,0, 3',
      QUEUECAST_CONFIG: '/etc/q.json', QUEUECAST_DATA_DIR: '/var/q', QUEUECAST_TOKEN_SECRET: 'x'.repeat(32), QUEUECAST_SPEECH_ENGINE: 'off', QUEUECAST_TRUSTED_PROXIES: '10.0.0.0/8, ::1', PATH: '/bin', HOME: '/root',
    })
    expect(faults).toEqual([])
    expect(environment).toEqual({
      port: 0, host: '127.0.0.1', redisUrls: ['redis://a:6379', 'rediss://b:6380'], partitions: 16, serve: [0, 3, 8, 9, 10],
      configPath: '/etc/q.json', dataDir: '/var/q', tokenSecret: 'x'.repeat(32), trustedProxies: ['10.0.0.0/8', '::1'], speechEngine: 'off',
    })
  })

  it('reports all faults together, with what was meant', () => {
    const { faults } = parseEnvironment({ PORT: 'http', QUEUECAST_PARTITION: '8', QUEUECAST_SERVE: '7-8', QUEUECAST_REDIS_URL: 'localhost:6379', QUEUECAST_TOKEN_SECRET: 'short' })
    expect(faults.map(({ path }) => path).sort()).toEqual(['PORT', 'QUEUECAST_PARTITION', 'QUEUECAST_REDIS_URL', 'QUEUECAST_SERVE', 'QUEUECAST_TOKEN_SECRET'])
    expect(faults.find(({ path }) => path === 'QUEUECAST_PARTITION')!.fix).toBe('did you mean QUEUECAST_PARTITIONS?')
    expect(faults.every(({ problem, fix }) => problem !== '' && fix !== undefined)).toBe(true)
  })

  it.each([['PORT', '65536'], ['PORT', '-1'], ['PORT', '80.5'], ['PORT', '0x50'], ['QUEUECAST_PARTITIONS', '0'], ['QUEUECAST_SERVE', '3-1'], ['QUEUECAST_SERVE', '8'], ['QUEUECAST_SERVE', '1,,2'],
    ['QUEUECAST_TRUSTED_PROXIES', '10.0.0.0/33'], ['QUEUECAST_TRUSTED_PROXIES', 'proxy.example'], ['QUEUECAST_TRUSTED_PROXIES', '10.0.0.1,']])('refuses %s=%s', (name, value) => {
    expect(parseEnvironment({ [name]: value }).faults).toHaveLength(1)
  })

  it('reads a list of sentinels as one address each', () => {
    const read = (url: string) => parseEnvironment({ QUEUECAST_REDIS_URL: url })
    expect(read('redis-sentinel://one:26379,[::1], three:1/mymaster')).toMatchObject({
      faults: [], environment: { redisUrls: ['redis-sentinel://one:26379/mymaster', 'redis-sentinel://[::1]/mymaster', 'redis-sentinel://three:1/mymaster'] },
    })
    const login = 'rediss-sentinel://app:p%2Fw@one,two/m?sentinelUsername=s&sentinelPassword=x'
    expect(read(login).environment.redisUrls).toEqual(['one', 'two'].map((host) => login.replace('one,two', host)))
  })

  it.each([
    ['redis-sentinel://one:26379', 'names no master'], ['redis-sentinel://one/', 'names no master'], ['redis-sentinel://one,/m', 'as sentinel 2'], ['redis-sentinel://one:port/m', 'as sentinel 1'],
    ['redis-sentinel:///m', 'as sentinel 1'], ['redis-sentinel://one/m?db=2', 'the setting "db"'], ['redis-sentinel://one/m/2', 'is not a list of sentinels'], ['redis-sentinel://u:a@b@one/m', 'is not a list of sentinels'],
    ['redis://one,redis-sentinel://two/m', 'mixes'],
  ])('refuses %s: %s', (url, words) => {
    const { faults } = parseEnvironment({ QUEUECAST_REDIS_URL: url })
    expect(faults).toHaveLength(1)
    expect(faults[0]!.problem).toContain(words)
    expect(faults[0]!.fix).toMatch(/host:26379|sentinelPassword/)
  })

  it('does not repeat what may hold a password', () => {
    expect(JSON.stringify(parseEnvironment({ QUEUECAST_REDIS_URL: 'redis//user:hunter2@host', QUEUECAST_TOKEN_SECRET: 'hunter2' }).faults)).not.toContain('hunter2')
    expect(JSON.stringify(parseEnvironment({ QUEUECAST_REDIS_URL: 'redis-sentinel://user:hunter2@host' }).faults)).not.toContain('hunter2')
  })

  it('accepts names that the file refers to', () => {
    expect(parseEnvironment({ QUEUECAST_ACME_KEY: 'x' }).faults).toHaveLength(1)
    expect(parseEnvironment({ QUEUECAST_ACME_KEY: 'x' }, new Set(['QUEUECAST_ACME_KEY'])).faults).toEqual([])
  })
})

describe('.env.example', () => {
  const text = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8')
  const given = Object.fromEntries(text.split('\n').flatMap((line) => /^([A-Z_]+)=(.*)$/.exec(line)?.slice(1, 3) ?? []).reduce<[string, string][]>((pairs, part, at, all) =>
    (at % 2 === 0 ? [...pairs, [part, all[at + 1] ?? '']] : pairs), []))

  it('lists every setting, and only settings, each explained', () => {
    expect(Object.keys(given).sort()).toEqual(Object.keys(ENVIRONMENT_VARIABLES).sort())
    for (const name of Object.keys(given)) expect(text).toMatch(new RegExp(`^# .*\\n${name}=`, 'm'))
  })

  it('shows the defaults', () => {
    expect(parseEnvironment(given)).toEqual({ environment: DEFAULTS, faults: [] })
  })
})
