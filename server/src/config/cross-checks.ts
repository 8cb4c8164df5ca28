import Holidays from 'date-holidays'
import { withConfiguredCharters } from '../charter/index.ts'
import type { CenterEntry, ConfigFile, FeedEntry } from './config-file-schema.ts'
import { checkContactPrefixes } from './contact-prefixes.ts'
import type { Fault } from './fault.ts'
import type { SourceRules } from './source-rules.ts'

/** Center ids that would hide a route of ours. */
export const RESERVED_IDS = ['v1', 'docs', 'demo', 'healthz', 'readyz', 'metrics', 'openapi.json']
/** Feeds under which the server itself writes events. */
export const RESERVED_FEEDS = ['admin', 'supervisor']
/** A burst below the batch limit would refuse a batch that the contract allows. */
const MIN_BURST = 10_000

/** What no single field can show. Key values are checked later, when they are read. */
export function crossChecks(file: ConfigFile, sources?: SourceRules): Fault[] {
  const faults: Fault[] = []
  duplicates(file.centers.map((center) => center.id), 'centers', 'id', faults)
  file.centers.forEach((center, index) => checkCenter(center, `centers[${index}]`, faults, sources))
  return faults
}

function checkCenter(center: CenterEntry, path: string, faults: Fault[], sources: SourceRules | undefined): void {
  if (RESERVED_IDS.includes(center.id)) faults.push({ path: `${path}.id`, problem: `"${center.id}" is an address of the server itself`, fix: 'choose another id' })
  if (!knownTimeZone(center.timeZone)) faults.push({ path: `${path}.timeZone`, problem: `"${center.timeZone}" is not a time zone`, fix: 'use an IANA name such as Europe/Brussels' })
  if (center.quota !== undefined && center.quota.burst < MIN_BURST) {
    faults.push({ path: `${path}.quota.burst`, problem: 'is smaller than one batch may be', fix: `use at least ${MIN_BURST}` })
  }
  duplicates(center.languages, `${path}.languages`, undefined, faults)
  duplicates(center.queues.map((queue) => queue.id), `${path}.queues`, 'id', faults)
  duplicates(center.feeds.map((feed) => feed.name), `${path}.feeds`, 'name', faults)
  if (knownTimeZone(center.timeZone)) {
    for (const fault of withConfiguredCharters([], center.charters, { nowMs: 0, timeZone: center.timeZone }).faults) faults.push({ path: `${path}.charters${fault.path}`, problem: fault.message })
  }
  for (const name of Object.keys(center.keys.feed ?? {})) {
    if (RESERVED_FEEDS.includes(name)) faults.push({ path: `${path}.keys.feed.${name}`, problem: 'is a name the server uses itself', fix: 'choose another name' })
  }
  center.feeds.forEach((feed, index) => checkFeed(feed, center, `${path}.feeds[${index}]`, faults, sources))
  faults.push(...checkContactPrefixes(center.feeds, path, sources))
  center.queues.forEach((queue, index) => {
    const country = queue.hours?.holidays
    if (country !== undefined && !knownHolidays(country)) {
      faults.push({ path: `${path}.queues[${index}].hours.holidays`, problem: `no holidays are known for "${country}"`, fix: 'use a country, or a country and region, such as BE or BE-VLG' })
    }
    for (const [day, spans] of Object.entries({ ...queue.hours?.weekly, ...queue.hours?.exceptions })) {
      const sorted = [...(spans ?? [])].sort()
      if (sorted.some((span, at) => at > 0 && span.slice(0, 5) < (sorted[at - 1] ?? '').slice(6))) {
        faults.push({ path: `${path}.queues[${index}].hours (${day})`, problem: 'has hours that overlap' })
      }
    }
  })
}

function checkFeed(feed: FeedEntry, center: CenterEntry, path: string, faults: Fault[], sources: SourceRules | undefined): void {
  if (RESERVED_FEEDS.includes(feed.name)) faults.push({ path: `${path}.name`, problem: `"${feed.name}" is a name the server uses itself`, fix: 'choose another name' })
  const rules = sources !== undefined && Object.hasOwn(sources, feed.source) ? sources[feed.source] : undefined
  if (sources !== undefined && rules === undefined && feed.source !== 'http') {
    faults.push({ path: `${path}.source`, problem: `"${feed.source}" is no kind of source`, fix: `use http for one that pushes events, or one of ${Object.keys(sources).sort().join(', ')}` })
  }
  for (const { field, problem, fix } of rules?.check(feed) ?? []) faults.push({ path: `${path}.${field}`, problem, ...(fix === undefined ? {} : { fix }) })
  const alive = feed.alive ?? rules?.alive ?? 'events-only'
  if (feed.intervalSeconds !== undefined && alive === 'events-only') {
    faults.push({ path: `${path}.intervalSeconds`, problem: 'means something only with alive heartbeat or poll', fix: 'set alive, or use maxSilenceSeconds' })
  }
  if (feed.maxSilenceSeconds !== undefined && alive !== 'events-only') {
    faults.push({ path: `${path}.maxSilenceSeconds`, problem: 'means something only with alive events-only', fix: 'use intervalSeconds' })
  }
  if ((feed.source === 'http' || (feed.source === 'webhook' && feed.secret === undefined)) && (center.keys.feed?.[feed.name] ?? []).length === 0) {
    faults.push({ path: `${path}.name`, problem: `no key is listed for the feed "${feed.name}", so nothing can be pushed to it`, fix: `add keys.feed.${feed.name}${feed.source === 'webhook' ? ', or the secret that the vendor signs with' : ''}` })
  }
}

function duplicates(values: readonly string[], path: string, field: string | undefined, faults: Fault[]): void {
  const firsts = new Map<string, number>()
  values.forEach((value, index) => {
    const first = firsts.get(value)
    if (first === undefined) return void firsts.set(value, index)
    const at = (position: number): string => `${path}[${position}]${field === undefined ? '' : `.${field}`}`
    faults.push({ path: at(index), problem: `"${value}" stands already at ${at(first)}` })
  })
}

/** Many centers and queues name the same few: each is looked up once, which in the catalogue of holidays takes 0.1 ms. */
function lookedUpOnce(look: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>()
  return (name) => {
    let answer = known.get(name)
    if (answer === undefined) known.set(name, (answer = look(name)))
    return answer
  }
}

const knownTimeZone = lookedUpOnce((zone) => {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone }).format(0)
    // Offsets such as +01:00 are accepted by Intl but know no daylight saving.
    return /^[A-Za-z]/.test(zone)
  } catch {
    return false
  }
})

let catalogue: Holidays | undefined

const knownHolidays = lookedUpOnce((code) => {
  const [country = '', state, region] = code.split('-')
  catalogue ??= new Holidays()
  if (!Object.hasOwn(catalogue.getCountries(), country)) return false
  if (state === undefined) return true
  if (!Object.hasOwn(catalogue.getStates(country) ?? {}, state)) return false
  return region === undefined || Object.hasOwn(catalogue.getRegions(country, state) ?? {}, region)
})
