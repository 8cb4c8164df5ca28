import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumAvailable, launchChromium, watchComplaints } from '../support/chromium.ts'
import { createTestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'

const docs = new URL('../../docs/widget/', import.meta.url)
type Route = (request: IncomingMessage, response: ServerResponse) => unknown
interface TokenServer {
  queueToken(queuecast: object, contactOf: (request: IncomingMessage) => unknown): Route
  chatwootContact(request: IncomingMessage, options: object): Promise<string | undefined>
  rocketChatContact(request: IncomingMessage, options: object): Promise<string | undefined>
  zendeskContact(externalId: string | undefined, options: object): Promise<string | undefined>
}
const { queueToken, chatwootContact, rocketChatContact, zendeskContact } = (await import(new URL('token-server.mjs', docs).href)) as TokenServer

/** What each messenger's script offers to a page, as far as the examples use it; `vendor` lets the test play the messenger. */
const IMITATIONS = {
  chatwoot: `document.cookie = 'cw_conversation=visitor-credential; SameSite=Lax'
    window.vendor = (event) => dispatchEvent(new CustomEvent('chatwoot:' + event))`,
  rocketchat: `const hooks = {}
    const api = { setGuestToken: (token) => { window.guest = token }, onChatStarted: (fn) => { hooks.started = fn }, onQueuePositionChange: (fn) => { hooks.queue = fn }, onChatEnded: (fn) => { hooks.ended = fn } }
    window.RocketChat = (fn) => fn.call(api)
    window.vendor = (event) => hooks[event]()`,
  zendesk: `const hooks = {}
    window.zE = (command, event, fn) => { if (command === 'messenger:on') hooks[event] = fn }
    window.vendor = (event) => hooks[event]({ type: event })`,
} as const
type Vendor = keyof typeof IMITATIONS

describe.skipIf(!chromiumAvailable())('the widget beside a messenger, as the documentation has it pasted', () => {
  const dataDir = newDataDir()
  const servers: Server[] = []
  let server: ServerProcess
  let browser: Browser
  let client: ReturnType<typeof createTestClient>

  async function listen(answer: Route): Promise<string> {
    const http = createServer((request, response) => void answer(request, response))
    servers.push(http)
    await new Promise<void>((resolve) => { http.listen(0, '127.0.0.1', resolve) })
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  }
  beforeAll(async () => {
    server = await startServerProcess({ dataDir })
    client = createTestClient(server.url, server.keys())
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    for (const http of servers) {
      http.closeAllConnections()
      http.close()
    }
    await server?.stop('SIGKILL')
    removeDataDir(dataDir)
  })

  /** A shop's site with the example's files and its own token route. */
  async function openSite(vendor: Vendor, contactOf: (request: IncomingMessage) => unknown): Promise<{ page: Page; complaints: string[] }> {
    const issue = queueToken({ url: server.url, center: 'example', key: server.keys().token }, contactOf)
    const html = `<!doctype html><html lang="en"><title>shop</title><link rel="icon" href="data:,"><script src="/messenger.js"></script>
      <script type="module" src="${server.url}/v1/assets/queue-status.js"></script><script type="module" src="/${vendor}.js"></script>
      <queue-status url="${server.url}" hidden></queue-status>`
    const site = await listen((request, response) => {
      const path = request.url ?? '/'
      if (path === '/queue-token' && request.method === 'POST') return issue(request, response)
      const script = path === '/messenger.js' ? IMITATIONS[vendor] : path === '/' ? undefined : readFileSync(new URL(path.slice(1), docs), 'utf8')
      return response.setHeader('Content-Type', script === undefined ? 'text/html' : 'text/javascript').end(script ?? html)
    })
    const page = await browser.newPage({ locale: 'en-GB' })
    const complaints = watchComplaints(page)
    await page.goto(site)
    return { page, complaints }
  }
  const queued = (contact: string) => client.post([{ id: `q-${contact}`, type: 'contact.queued', time: Date.now(), contact, queue: contact, channel: 'chat' }])
  const says = (page: Page, text: RegExp) => page.getByRole('status').getByText(text).waitFor({ timeout: 30_000 })
  const vendor = (page: Page, event: string): Promise<unknown> => page.evaluate(`vendor('${event}')`)
  const widgetHidden = (page: Page) => page.locator('queue-status').isHidden()

  it('Chatwoot: appears with the conversation that Chatwoot says is the visitor\'s, and for no other', async () => {
    const asked: unknown[] = []
    let conversation: object = {}
    const chatwoot = await listen((request, response) => {
      asked.push([request.url, request.headers['x-auth-token']])
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(conversation))
    })
    const { page, complaints } = await openSite('chatwoot', (request) => chatwootContact(request, { baseUrl: chatwoot, websiteToken: 'site token', feed: 'helpdesk' }))
    await vendor(page, 'ready')
    await expect.poll(() => asked).toEqual([['/api/v1/widget/conversations?website_token=site%20token', 'visitor-credential']])
    expect(await widgetHidden(page)).toBe(true)
    conversation = { id: 17, inbox_id: 1, status: 'open' }
    await queued('helpdesk-17')
    await vendor(page, 'on-message')
    await says(page, /first in line/)
    await page.reload()
    await vendor(page, 'ready')
    await says(page, /first in line/)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('Rocket.Chat: follows the room of the visitor\'s own token, and goes with the chat', async () => {
    const asked: (string | null)[] = []
    const rocket = await listen((request, response) => {
      asked.push(new URL(request.url ?? '', 'http://x').searchParams.get('token'))
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ success: true, config: { enabled: true, room: { _id: 'room7' } } }))
    })
    await queued('livechat-room7')
    const { page, complaints } = await openSite('rocketchat', (request) => rocketChatContact(request, { baseUrl: rocket, feed: 'livechat' }))
    await vendor(page, 'started')
    await says(page, /first in line/)
    expect(new Set(asked)).toEqual(new Set([await page.evaluate('window.guest')]))
    await vendor(page, 'ended')
    await expect.poll(() => widgetHidden(page)).toBe(true)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('Zendesk: follows the newest open ticket of who is signed in', async () => {
    const zendesk = await listen((request, response) => {
      const good = request.headers.authorization === 'Basic key'
      const body = (request.url ?? '').startsWith('/api/v2/users/search.json?external_id=user%201') ? { users: [{ id: 9 }] }
        : (request.url ?? '').startsWith('/api/v2/users/9/tickets/requested.json') ? { tickets: [{ id: 31, status: 'solved' }, { id: 30, status: 'open' }] } : {}
      response.writeHead(good ? 200 : 401, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    })
    await queued('zendesk-30')
    let signedIn: string | undefined
    const { page, complaints } = await openSite('zendesk', () => zendeskContact(signedIn, { baseUrl: zendesk, authorization: 'Basic key', feed: 'zendesk' }))
    expect(await widgetHidden(page)).toBe(true)
    signedIn = 'user 1'
    await vendor(page, 'open')
    await says(page, /first in line/)
    expect(complaints).toEqual([])
    await page.close()
  })

  it('plain fetch: the sentence, each change, and nothing old when the server is gone', async () => {
    const other = newDataDir()
    const short = await startServerProcess({ dataDir: other })
    const own = createTestClient(short.url, short.keys())
    const events = ['f-1', 'f-2'].map((contact) => ({ id: `q-${contact}`, type: 'contact.queued', time: Date.now(), contact, queue: 'f', channel: 'chat' }))
    await own.post(events)
    const options = JSON.stringify({ url: short.url, center: 'example', contact: 'f-2', token: await own.token('f-2'), lang: 'en' })
    const html = `<!doctype html><html lang="en"><title>shop</title><link rel="icon" href="data:,"><p role="status"></p><script type="module">
      import { followByFetch } from './plain-fetch.js'
      const place = document.querySelector('p')
      followByFetch({ ...${options}, show: (text) => { place.textContent = text } })</script>`
    const site = await listen((request, response) => request.url === '/'
      ? response.setHeader('Content-Type', 'text/html').end(html)
      : response.setHeader('Content-Type', 'text/javascript').end(readFileSync(new URL('plain-fetch.js', docs))))
    const page = await browser.newPage()
    await page.goto(site)
    await says(page, /number 2/)
    await own.post([{ id: 'a-1', type: 'contact.abandoned', time: Date.now(), contact: 'f-1' }])
    await says(page, /first in line/)
    await short.stop('SIGKILL')
    await page.getByText('not known at the moment').waitFor({ timeout: 60_000 })
    await page.close()
    removeDataDir(other)
  })
})
