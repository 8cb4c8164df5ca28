import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestClient, eventually } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const AUTH_TOKEN = 'twilio-auth-token-0123456789'
/** What Twilio was given, behind a proxy: the address that it signs. */
const PUBLIC_URL = 'https://queue.acme.example/v1/centers/example/ivr/twilio?feed=twilio&lang=nl'
const CALL = 'CA00000000000000000000000000000001'
let server: ServerProcess
const dataDir = newDataDir()
const keys = keysOf('example')
beforeAll(async () => {
  const feed = { name: 'twilio', source: 'webhook', mapping: 'twilio-enqueue', secret: AUTH_TOKEN, url: PUBLIC_URL, queues: { QU1: 'support' } }
  server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: writeConfig(dataDir, { generation: 1, centers: [testCenter('example', { feeds: [feed] })] }) } })
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  removeDataDir(dataDir)
})

async function twilio(fields: Record<string, string>, secret = AUTH_TOKEN) {
  const form: Record<string, string> = { AccountSid: 'AC1', CallSid: CALL, QueueSid: 'QU1', From: '+15550100100', ...fields }
  const signed = PUBLIC_URL + Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1)).flat().join('')
  const answer = await fetch(`${server.url}/v1/centers/example/ivr/twilio?feed=twilio&lang=nl`, {
    method: 'POST', body: new URLSearchParams(form), headers: { 'X-Twilio-Signature': createHmac('sha1', secret).update(signed).digest('base64') },
  })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}
const waits = (QueueTime: string) => ({ QueuePosition: '1', QueueTime, AvgQueueTime: '58', CurrentQueueSize: '1', MaxQueueSize: '1000' })

describe('<Enqueue waitUrl>', () => {
  it('is answered at once in TwiML, and the call stands in line by that request alone', async () => {
    const first = await twilio(waits('1'))
    expect(first).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' })
    expect(first.text).toMatch(/<Response><Say language="nl-NL">U bent de eerste in de rij\.[^<]*<\/Say><Pause length="20"\/><\/Response>/)
    const client = createTestClient(server.url, keys)
    expect(await client.display(CALL, await client.token(CALL))).toMatchObject({ state: 'waiting', position: 1, channel: 'voice' })
    // Asked again at once: nothing new, so silence; and what was said is noted as heard.
    expect((await twilio(waits('3'))).text).not.toContain('<Say')
    await eventually(async () => expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(/queuecast_/))
  })

  it('is silent once the call is put through, and over after the action', async () => {
    const client = createTestClient(server.url, keys)
    expect((await twilio({ QueueTime: '95', DequeingCallSid: 'CA2' })).text).toContain('<Response/>')
    await eventually(async () => expect((await client.display(CALL, await client.token(CALL))).state).toBe('answered'))
    expect((await twilio({ QueueResult: 'bridged', QueueTime: '95' })).text).toContain('<Response/>')
  })

  it('takes nothing that Twilio did not sign', async () => {
    expect(await twilio(waits('1'), 'somebody else')).toMatchObject({ status: 401 })
    const other = await fetch(`${server.url}/v1/centers/example/ivr/twilio?feed=nobody`, { method: 'POST', body: new URLSearchParams({ CallSid: CALL }) })
    expect(other.status).toBe(404)
  })
})
