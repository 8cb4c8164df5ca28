import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumAvailable, launchChromium, watchComplaints } from '../support/chromium.ts'
import { createTestClient } from '../support/client.ts'
import { newDataDir, removeDataDir, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { keysOf, testCenter, writeConfig } from '../support/test-config.ts'

const charter = {
  id: 'our-word', version: '1', title: { en: 'Our word' }, kind: 'promise', standing: 'own', status: 'own',
  rules: [{ id: 'offer', type: 'callback-offer', strength: 'must', afterSeconds: 1, provenance: { basis: 'operator' } }],
}

describe.skipIf(!chromiumAvailable())('a callback that a charter owes, from the button to the confirmation', () => {
  const dataDir = newDataDir()
  const keys = keysOf('example')
  const wishes: { phone?: string }[] = []
  let status = 500
  let center: Server
  let server: ServerProcess
  let browser: Browser
  beforeAll(async () => {
    center = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => { body += String(chunk) })
      request.on('end', () => {
        wishes.push(JSON.parse(body) as { phone?: string })
        response.writeHead(status).end()
      })
    })
    await new Promise<void>((resolve) => { center.listen(0, '127.0.0.1', resolve) })
    const requestUrl = `http://127.0.0.1:${(center.address() as AddressInfo).port}/callbacks`
    const config = testCenter('example', {
      queues: [{ id: 'support', show: 'both', callback: { available: true, requestUrl } }],
      charters: [{ id: 'our-word', adheredOn: '2026-01-01', effectiveFrom: '2026-01-01', charter }],
    })
    server = await startServerProcess({ dataDir, env: { QUEUECAST_CONFIG: writeConfig(dataDir, { generation: 1, centers: [config] }) } })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop('SIGKILL')
    center?.close()
    removeDataDir(dataDir)
  })

  it('appears by itself, says when it did not work, is asked for with a number, and is confirmed by the center alone', async () => {
    const client = createTestClient(server.url, keys)
    await client.post([{ id: 'q-1', type: 'contact.queued', time: Date.now(), contact: 'c-1', queue: 'support', channel: 'chat' }])
    const page = await browser.newPage({ locale: 'en-GB' })
    const complaints = watchComplaints(page)
    await page.goto(`${server.url}/example/wait?lang=en#${await client.token('c-1')}`)
    const says = (text: RegExp | string) => page.getByRole('status').getByText(text).waitFor({ timeout: 30_000 })
    await says('You can also choose to be called back.')
    await page.getByRole('button', { name: 'Call me back' }).click()
    await page.getByLabel('Your phone number').fill('+32 2 555 01 00')
    await page.keyboard.press('Enter')
    await says('did not work')
    expect(complaints.splice(0).join()).toContain('502')

    status = 200
    await page.getByRole('button', { name: 'Call me back' }).click()
    await page.getByLabel('Your phone number').press('Enter')
    await says('has been passed on')
    expect(wishes).toMatchObject([{ phone: '+32 2 555 01 00' }, { phone: '+32 2 555 01 00' }])
    await says(/first in line/)

    await client.post([{ id: 'cb-1', type: 'callback.accepted', time: Date.now(), contact: 'c-1', mode: 'keeps-place' }])
    await says(/call you back/i)
    await page.getByRole('button', { name: /call/i }).waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await page.close()
  })
})
