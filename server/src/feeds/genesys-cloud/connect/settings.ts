import type { FeedSettings, SettingFault } from '../../contract.ts'

/** Two topics a queue, and a channel holds a thousand. */
const MOST_QUEUES = 500

export function checkSettings(settings: FeedSettings): SettingFault[] {
  const faults: SettingFault[] = []
  if (settings.region === undefined && settings.url === undefined) faults.push({ field: 'region', problem: 'is missing: a feed of source genesys-cloud needs it', fix: 'give the domain of your region, such as mypurecloud.ie or usw2.pure.cloud' })
  if (settings.region !== undefined && !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(settings.region)) faults.push({ field: 'region', problem: 'is not a domain', fix: 'give it as in mypurecloud.ie' })
  if ((settings.username ?? '') === '') faults.push({ field: 'username', problem: 'is missing', fix: 'give the id of an OAuth client with the grant Client Credentials' })
  if ((settings.secret ?? '') === '') faults.push({ field: 'secret', problem: 'is missing', fix: 'give the client\'s secret as env:NAME or file:PATH' })
  const queues = Object.keys(settings.queues ?? {}).length
  if (queues === 0) faults.push({ field: 'queues', problem: 'is missing: Genesys Cloud names queues by their id', fix: 'give each queue\'s id and our name for it' })
  if (queues > MOST_QUEUES) faults.push({ field: 'queues', problem: `holds more than ${MOST_QUEUES}`, fix: 'spread them over several feeds' })
  return faults
}

/** Where to log in and where to ask; `url` alone stands for both, for tests and proxies. */
export const addressesOf = ({ region = '', url }: FeedSettings): { login: string; api: string } =>
  (url === undefined ? { login: `https://login.${region}`, api: `https://api.${region}` } : { login: url, api: url })
