import type { Fault } from './fault.ts'

const PATH = 'QUEUECAST_REDIS_URL'
const FIX = 'write redis://host:6379 or rediss://host:6379; several, separated by commas, are a cluster; redis-sentinel://host:26379,host:26379/master is a master behind sentinels'
const SENTINEL_SETTINGS = ['sentinelUsername', 'sentinelPassword']

/** The addresses that the setting names, each a URL of its own; a list of sentinels becomes one URL a sentinel. */
export function redisUrls(text: string | undefined, faults: Fault[]): string[] {
  if (text === undefined) return []
  // The text may hold a password, so nothing of it is repeated but names that cannot be one.
  const wrong = (problem: string, fix = FIX): string[] => {
    faults.push({ path: PATH, problem, fix })
    return []
  }
  if (/^rediss?-sentinel:/.test(text)) return sentinelUrls(text, wrong)
  const urls = text.split(',').map((url) => url.trim())
  if (urls.some((url) => url.includes('-sentinel:'))) return wrong('mixes sentinels with other addresses', 'write redis-sentinel:// once, then all sentinels, separated by commas: redis-sentinel://host:26379,host:26379/master')
  for (const url of urls) if (!isAddress(url, ['redis:', 'rediss:'])) return wrong('is not an address of Redis')
  return urls
}

function sentinelUrls(text: string, wrong: (problem: string, fix?: string) => string[]): string[] {
  const scheme = text.slice(0, text.indexOf(':'))
  const rest = text.slice(scheme.length + '://'.length)
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? ''
  const tail = rest.slice(authority.length)
  const parts = authority.split('@')
  const [, master = '', ...more] = tail.split(/[?#]/, 1)[0]?.split('/') ?? []
  if (parts.length > 2 || more.length > 0 || tail.includes('#') || !text.startsWith(`${scheme}://`)) {
    return wrong('is not a list of sentinels', 'write redis-sentinel://host:26379,host:26379/master once; write @ / ? # in a password as %40 %2F %3F %23')
  }
  if (master === '') return wrong('names no master', `put the name that the sentinels have for it at the end, as in ${scheme}://host:26379,host:26379/mymaster`)
  const unknown = [...new URLSearchParams(tail.split('?')[1]).keys()].find((name) => !SENTINEL_SETTINGS.includes(name))
  if (unknown !== undefined) return wrong(`has the setting ${JSON.stringify(unknown)} after the ?, which is not one`, `known are ${SENTINEL_SETTINGS.join(', ')}`)
  const login = parts.length === 2 ? `${parts[0]}@` : ''
  const urls = (parts.at(-1) ?? '').split(',').map((host) => `${scheme}://${login}${host.trim()}${tail}`)
  const bad = urls.findIndex((url) => !isAddress(url, [`${scheme}:`]))
  return bad < 0 ? urls : wrong(`has no host and port as sentinel ${bad + 1}`, 'write each as host:26379, separated by commas')
}

const isAddress = (url: string, protocols: readonly string[]): boolean => URL.canParse(url) && protocols.includes(new URL(url).protocol) && new URL(url).hostname !== ''
