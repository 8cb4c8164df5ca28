import * as z from 'zod'
import type { FeedSettings } from '../../contract.ts'
import { addressesOf } from './settings.ts'

const REQUEST_LIMIT_MS = 15_000

/** A request that did not succeed, in words; `refused` where trying again soon would not help. */
export class GenesysFault extends Error {
  override name = 'GenesysFault'
  readonly refused: boolean
  constructor(message: string, refused = false) {
    super(message)
    this.refused = refused
  }
}

const tokenSchema = z.object({ access_token: z.string().min(1) })
const channelSchema = z.object({ id: z.string().min(1), connectUri: z.string().min(1), expires: z.string().optional() })
const observationsSchema = z.object({
  results: z.array(z.object({ data: z.array(z.object({ observations: z.array(z.object({ conversationId: z.string() })).optional() })).optional() })).optional(),
})

export interface GenesysApi {
  /** A channel for notifications of these topics, and the address of its WebSocket. */
  openChannel(topics: readonly string[]): Promise<{ connectUri: string; expiresAtMs?: number }>
  /** Conversations that wait in these queues now, as the vendor counts them. */
  waiting(queueIds: readonly string[]): Promise<string[]>
  /** A conversation as notifications show it; undefined where it is gone. */
  conversation(id: string): Promise<unknown>
}

/** Logs in by client credentials when first needed, and again when the token is no longer taken. */
export function createGenesysApi(settings: FeedSettings, signal: AbortSignal): GenesysApi {
  const { login, api } = addressesOf(settings)
  let token: string | undefined

  async function send(url: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_LIMIT_MS)]) })
    } catch (error) {
      throw new GenesysFault(`${new URL(url).host} does not answer: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  async function newToken(): Promise<string> {
    const credentials = Buffer.from(`${settings.username ?? ''}:${settings.secret ?? ''}`).toString('base64')
    const answer = await send(`${login}/oauth/token`, {
      method: 'POST', body: 'grant_type=client_credentials', headers: { 'authorization': `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
    })
    if (answer.status === 400 || answer.status === 401) throw new GenesysFault('Genesys Cloud refused the OAuth client; check username (its id), secret, region, and that its grant is Client Credentials', true)
    const read = tokenSchema.safeParse(await json(answer))
    if (!answer.ok || !read.success) throw new GenesysFault(`the login answered ${answer.status}`)
    return read.data.access_token
  }

  async function request(method: string, path: string, body?: unknown): Promise<Response> {
    for (let again = false; ; again = true) {
      token ??= await newToken()
      const answer = await send(`${api}${path}`, {
        method, headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (answer.status !== 401 || again) return answer
      token = undefined
    }
  }

  async function checked<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await request(method, path, body)
    if (answer.status === 403) throw new GenesysFault(`the OAuth client may not use ${path}; give its role the permissions of docs/feeds/genesys-cloud.md`, true)
    const read = schema.safeParse(await json(answer))
    if (!answer.ok || !read.success) throw new GenesysFault(`${method} ${path} answered ${answer.status}`)
    return read.data
  }

  return {
    async openChannel(topics) {
      const { id, connectUri, expires } = await checked(channelSchema, 'POST', '/api/v2/notifications/channels')
      await checked(z.unknown(), 'POST', `/api/v2/notifications/channels/${encodeURIComponent(id)}/subscriptions`, topics.map((topic) => ({ id: topic })))
      const expiresAtMs = Date.parse(expires ?? '')
      return { connectUri, ...(Number.isNaN(expiresAtMs) ? {} : { expiresAtMs }) }
    },
    async waiting(queueIds) {
      const { results = [] } = await checked(observationsSchema, 'POST', '/api/v2/analytics/queues/observations/query', {
        metrics: ['oWaiting'], detailMetrics: ['oWaiting'],
        filter: { type: 'or', predicates: queueIds.map((value) => ({ type: 'dimension', dimension: 'queueId', operator: 'matches', value })) },
      })
      return [...new Set(results.flatMap(({ data = [] }) => data.flatMap(({ observations = [] }) => observations.map(({ conversationId }) => conversationId))))]
    },
    async conversation(id) {
      const answer = await request('GET', `/api/v2/conversations/${encodeURIComponent(id)}`)
      return answer.ok ? json(answer) : undefined
    },
  }
}

async function json(answer: Response): Promise<unknown> {
  try {
    return await answer.json()
  } catch {
    return undefined
  }
}
