import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

/** Genesys Cloud's login, notification channels, observations and conversations, as documented. */
export interface FakeGenesys {
  url: string
  readonly subscribed: string[]
  readonly requests: string[]
  conversations: Map<string, unknown>
  /** Ids that its own list says are waiting. */
  waiting: string[]
  notify(topicName: string, eventBody: unknown): void
  /** Tokens are no longer taken from now on. */
  expireTokens(): void
  drop(): void
  close(): Promise<void>
}

export async function startFakeGenesys(client: { id: string; secret: string }): Promise<FakeGenesys> {
  const sockets = new Set<WebSocket>()
  const subscribed: string[] = []
  const requests: string[] = []
  let generation = 1
  const state = { conversations: new Map<string, unknown>(), waiting: [] as string[] }

  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => { body += String(chunk) })
    request.on('end', () => {
      const path = request.url ?? ''
      requests.push(`${request.method ?? ''} ${path}`)
      const answer = (status: number, value?: unknown): void => { response.writeHead(status, { 'content-type': 'application/json' }).end(value === undefined ? '' : JSON.stringify(value)) }
      if (path === '/oauth/token') {
        const wanted = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`
        return request.headers.authorization === wanted && body === 'grant_type=client_credentials' ? answer(200, { access_token: `token-${generation}`, expires_in: 86_400 }) : answer(401, { error: 'invalid_client' })
      }
      if (request.headers.authorization !== `Bearer token-${generation}`) return answer(401)
      if (path === '/api/v2/notifications/channels') {
        return answer(200, { id: 'channel-1', connectUri: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/channels/channel-1`, expires: new Date(Date.now() + 86_400_000).toISOString() })
      }
      if (path === '/api/v2/notifications/channels/channel-1/subscriptions') {
        subscribed.splice(0, subscribed.length, ...(JSON.parse(body) as { id: string }[]).map(({ id }) => id))
        return answer(200, { entities: [] })
      }
      if (path === '/api/v2/analytics/queues/observations/query') {
        return answer(200, { results: [{ group: {}, data: [{ metric: 'oWaiting', observations: state.waiting.map((conversationId) => ({ conversationId })) }] }] })
      }
      const id = /^\/api\/v2\/conversations\/([^/]+)$/.exec(path)?.[1]
      const found = id === undefined ? undefined : state.conversations.get(id)
      return found === undefined ? answer(404) : answer(200, found)
    })
  })
  const upgrades = new WebSocketServer({ server })
  upgrades.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, subscribed, requests,
    notify(topicName: string, eventBody: unknown) { for (const socket of sockets) socket.send(JSON.stringify({ topicName, version: '2', eventBody, metadata: { CorrelationId: 'c' } })) },
    expireTokens() { generation += 1 },
    drop() { for (const socket of sockets) socket.terminate() },
    async close() {
      for (const socket of sockets) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
