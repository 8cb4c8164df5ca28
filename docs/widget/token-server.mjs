// What your own server adds to let a visitor follow the wait: one route, POST /queue-token, that finds out who asks and
// hands out a token for that contact alone. Written for Node without any package; the same three steps fit any backend.
// The browser never names a contact: numbers of conversations can be guessed.

/** A token for one contact of the center. `key` is the center's token key and stays on your server. */
export async function tokenOf({ url, center, key }, contact) {
  const answer = await fetch(`${url}/v1/centers/${center}/contacts/${encodeURIComponent(contact)}/token`, {
    method: 'POST', headers: { 'Authorization': `Bearer ${key}`, 'Content-Type': 'application/json' }, body: '{}',
  })
  if (!answer.ok) throw new Error(`Queuecast answered ${answer.status}`)
  return (await answer.json()).token
}

const cookieOf = (request, name) => new RegExp(`(?:^|;\\s*)${name}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1]

/** Chatwoot keeps the visitor's own credential in a cookie of your page; Chatwoot itself says whose conversation it opens. `feed` as in the center's configuration. */
export async function chatwootContact(request, { baseUrl, websiteToken, feed }) {
  const credential = cookieOf(request, 'cw_conversation')
  if (credential === undefined) return undefined
  const answer = await fetch(`${baseUrl}/api/v1/widget/conversations?website_token=${encodeURIComponent(websiteToken)}`, { headers: { 'X-Auth-Token': decodeURIComponent(credential) } })
  const conversation = answer.ok ? await answer.json() : undefined
  return conversation?.id === undefined ? undefined : `${feed}-${conversation.id}`
}

/** Rocket.Chat: your page gave the visitor a token of its own making, kept in a cookie; Rocket.Chat says which room it has open. */
export async function rocketChatContact(request, { baseUrl, feed }) {
  const visitor = cookieOf(request, 'livechat_visitor')
  if (visitor === undefined) return undefined
  const answer = await fetch(`${baseUrl}/api/v1/livechat/config?token=${encodeURIComponent(visitor)}`)
  const { _id: room } = (answer.ok ? (await answer.json()).config?.room : undefined) ?? {}
  return room === undefined ? undefined : `${feed}-${room}`
}

/** Zendesk and the like: who is signed in to your site (`externalId`, from your own session) has a newest open ticket. `authorization` is that of your Zendesk API token. */
export async function zendeskContact(externalId, { baseUrl, authorization, feed }) {
  if (externalId === undefined) return undefined
  const ask = async (path) => {
    const answer = await fetch(`${baseUrl}/api/v2/${path}`, { headers: { Authorization: authorization } })
    return answer.ok ? answer.json() : {}
  }
  const user = (await ask(`users/search.json?external_id=${encodeURIComponent(externalId)}`)).users?.[0]
  if (user === undefined) return undefined
  const { tickets = [] } = await ask(`users/${user.id}/tickets/requested.json?sort_by=created_at&sort_order=desc`)
  const open = tickets.find(({ status }) => status === 'new' || status === 'open')
  return open === undefined ? undefined : `${feed}-${open.id}`
}

/** The route: `contactOf(request)` is one of the above. 204 while there is nobody to follow. */
export const queueToken = (queuecast, contactOf) => async (request, response) => {
  response.setHeader('Cache-Control', 'no-store')
  try {
    const contact = await contactOf(request)
    if (contact === undefined) return void response.writeHead(204).end()
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ contact, token: await tokenOf(queuecast, contact) }))
  } catch {
    response.writeHead(502).end()
  }
}
