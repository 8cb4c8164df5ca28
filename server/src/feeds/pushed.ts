import { amazonConnectSource } from './amazon-connect/source.ts'
import { type RepliesFrom, whatsappSource, type WhatsappHooks } from './whatsapp/index.ts'
import { mappedSource } from './webhook/mapped-source.ts'
import type { PushFeed } from './webhook/door.ts'
import { resolveMapping, type MappingSetting } from './webhook/resolve-mapping.ts'
import { secretFault } from './webhook/signature/verify.ts'

/** One entry of `feeds` of the configuration, as far as sources that push read it; secrets revealed. */
export interface PushedFeedSettings {
  name: string
  source: string
  url?: string | undefined
  secret?: string | undefined
  /** Still taken while a new one is brought in. */
  previousSecret?: string | undefined
  queues?: Record<string, string> | undefined
  mapping?: MappingSetting | undefined
  /** WhatsApp: the phone number id that messages are sent from. */
  account?: string | undefined
  accessToken?: string | undefined
  verifyToken?: string | undefined
  /** WhatsApp: words by which a customer asks to be told; without them nothing is ever sent. */
  optInWords?: readonly string[] | undefined
  replies?: RepliesFrom | undefined
}
export interface PushedFault { field: string; problem: string; fix?: string }
export interface PushingCenter { id: string; feeds: readonly PushedFeedSettings[] }
type ReadFile = (path: string) => string

/** Kinds of sources that push to us in their own form: what their entries need, known before secrets are. */
export const pushedSources = (readFile: ReadFile) => ({
  webhook: {
    alive: 'events-only' as const,
    check(feed: PushedFeedSettings): PushedFault[] {
      const resolved = resolveMapping(feed.mapping, readFile)
      if (!resolved.ok) return resolved.faults.map(({ path, ...rest }) => ({ field: path === '' ? 'mapping' : `mapping.${path}`, ...rest }))
      const { signature } = resolved.mapping.file
      const signsUrl = 'signed' in signature && signature.signed.includes('{url}')
      return signsUrl && feed.url === undefined ? [{ field: 'url', problem: 'is missing: this vendor signs the address it was given', fix: 'give the whole public address of the feed' }] : []
    },
  },
  'amazon-connect': {
    alive: 'events-only' as const,
    check: (feed: PushedFeedSettings): PushedFault[] => (Object.keys(feed.queues ?? {}).length > 0 ? []
      : [{ field: 'queues', problem: 'is missing: Amazon Connect names queues by their id alone', fix: 'give each queue\'s id (the end of its ARN) and our name for it' }]),
  },
  whatsapp: {
    alive: 'events-only' as const,
    check: (feed: PushedFeedSettings): PushedFault[] => [
      ...(feed.secret === undefined ? [{ field: 'secret', problem: 'is missing', fix: 'give the app secret of the Meta app, such as env:WHATSAPP_APP_SECRET' }] : []),
      ...(feed.verifyToken === undefined ? [{ field: 'verifyToken', problem: 'is missing', fix: 'choose one, give it here and to Meta where the callback address is registered' }] : []),
      ...(feed.optInWords === undefined ? [] : (['accessToken', 'account'] as const).filter((field) => feed[field] === undefined)
        .map((field) => ({ field, problem: 'is missing: without it no message can be sent', fix: field === 'account' ? 'give the phone number id' : 'give a token of a system user with whatsapp_business_messaging' }))),
    ],
  },
})

/** The feeds that are pushed to, of all centers. Throws with words where a secret does not fit its scheme, or a mapping's file changed for the worse. */
export function pushFeeds(centers: readonly PushingCenter[], readFile: ReadFile, whatsappHooks: (center: string, feed: PushedFeedSettings) => WhatsappHooks): PushFeed[] {
  return centers.flatMap(({ id, feeds }) => feeds.filter(({ source }) => source === 'webhook' || source === 'whatsapp' || source === 'amazon-connect').map((feed): PushFeed => {
    const secrets = [feed.secret, feed.previousSecret].filter((secret) => secret !== undefined)
    const common = { center: id, name: feed.name, queues: feed.queues, url: feed.url }
    if (feed.source === 'whatsapp') {
      return { ...common, source: whatsappSource({ appSecrets: secrets, verifyToken: feed.verifyToken, repliesFrom: feed.replies ?? 'statuses' }, whatsappHooks(id, feed)) }
    }
    if (feed.source === 'amazon-connect') return { ...common, source: amazonConnectSource() }
    const resolved = resolveMapping(feed.mapping, readFile)
    const where = `the feed "${feed.name}" of "${id}"`
    if (!resolved.ok) throw new Error(`${where}: mapping.${resolved.faults[0]?.path ?? ''} ${resolved.faults[0]?.problem ?? 'is not valid'}`)
    for (const secret of secrets) {
      const fault = secretFault(resolved.mapping.file.signature, secret)
      if (fault !== undefined) throw new Error(`${where}: secret ${fault}`)
    }
    return { ...common, source: mappedSource(resolved.mapping, secrets) }
  }))
}
