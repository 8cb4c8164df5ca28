import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Display } from '../protocol/index.ts'
import { exampleDisplay } from '../testing/display-arbitrary.ts'
import { createElementBench, withoutChromium } from '../testing/element-bench.ts'
import type { ElementBench, Opened, OpenOptions } from '../testing/element-bench.ts'
import { exampleToken } from '../testing/example-token.ts'

describe.skipIf(withoutChromium())('<queue-status> in Chromium', () => {
  let bench: ElementBench
  const open = (options?: OpenOptions): Promise<Opened> => bench.open(options)
  beforeAll(async () => { bench = await createElementBench() })
  afterAll(async () => { await bench?.close() })
  afterEach(() => bench.clear())

  const sentence = (page: Page) => page.getByRole('status')
  const say = (seq: number, place: number, changes: Partial<Display> = {}): Display =>
    exampleDisplay({ seq, position: place, text: { lang: 'nl', sentence: `U bent nummer ${place}.` }, ...changes })

  it('says the sentence in a live region and follows each change, under a strict content security policy', async () => {
    const { server, page, problems } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    expect(await sentence(page).getAttribute('aria-live')).toBe('polite')
    expect(await sentence(page).getAttribute('lang')).toBe('nl')
    server.show(say(101, 2))
    await sentence(page).getByText('U bent nummer 2.').waitFor()
    expect(await page.locator('[part=position]').textContent()).toBe('2')
    expect(await page.evaluate('window.problems')).toEqual([])
    expect(problems).toEqual([])
    expect(await page.locator('[style]').count()).toBe(0)
  })

  it('[PR8] tells shown only when the customer can see it', async () => {
    const { server, page } = await open({ display: say(100, 3), before: '<div id="space"></div>' })
    await expect.poll(() => server.told.map(({ level }) => level)).toEqual(['received'])
    await page.locator('queue-status').scrollIntoViewIfNeeded()
    await expect.poll(() => server.told.map(({ seq, level }) => `${seq} ${level}`)).toEqual(['100 received', '100 shown'])
  })

  it('[PR4] shows no old figure when the server falls silent, and moves nothing on the page', async () => {
    const { server, page } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    const top = await page.locator('#after').boundingBox()
    server.fresh({ epoch: '0000000001', seq: 101, freshForSeconds: 0.1 })
    await sentence(page).getByText('niet bekend').waitFor()
    expect(await page.locator('queue-status').evaluate((element) => element.shadowRoot?.textContent)).not.toMatch(/\d/)
    expect(await page.locator('#after').boundingBox()).toEqual(top)
  })

  it('moves nothing on the page when the texts come and go', async () => {
    const { server, page } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    const before = await page.locator('#after').boundingBox()
    const text = { lang: 'nl', sentence: 'U bent nummer 12. Waarschijnlijk bent u binnen 25 minuten aan de beurt.', revision: 'Het duurt langer dan eerst gezegd.', notice: 'Er is een storing.' }
    server.show(say(101, 12, { text }))
    await sentence(page).getByText('Er is een storing.').waitFor()
    expect(await page.locator('#after').boundingBox()).toEqual(before)
  })

  it('can be paused by keyboard, says as of when, lets the turn through, and goes on with what is true', async () => {
    const { server, page } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    // The alert comes first.
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
    await page.getByText(/Gepauzeerd\. Dit was om \d\d:\d\d\./).waitFor()
    server.show(say(101, 2))
    await expect.poll(() => server.told.some(({ seq }) => seq === 101)).toBe(true)
    expect(await sentence(page).textContent()).toBe('U bent nummer 3.')
    expect(server.told).not.toContainEqual(expect.objectContaining({ seq: 101, level: 'shown' }))
    await page.getByRole('button', { name: 'Hervatten' }).click()
    await sentence(page).getByText('U bent nummer 2.').waitFor()
    await page.getByRole('button', { name: 'Pauzeren' }).click()
    server.show(say(102, 1, { state: 'connecting', text: { lang: 'nl', sentence: 'U bent aan de beurt.' } }))
    await sentence(page).getByText('U bent aan de beurt.').waitFor()
  })

  it('reconnects for another contact, shows nothing of the one before, and does not reflect the token', async () => {
    const { server, page } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    const token = exampleToken('acme', 'c-18')
    server.display = say(100, 7, { contact: 'c-18' })
    await page.locator('queue-status').evaluate((element, next) => { (element as HTMLElement & { token: string }).token = next }, token)
    await sentence(page).getByText('U bent nummer 7.').waitFor()
    expect(await page.content()).not.toContain(token)
    expect(server.live.sockets).toBe(1)
  })

  it('[PR9] says that it cannot tell when the token is refused', async () => {
    const { page } = await open({ token: exampleToken('acme', 'c-17', 'forged') })
    await sentence(page).getByText('kan hier niet worden getoond').waitFor()
  })

  it('[PR9] tells the page that the token has expired, and goes on with a new one', async () => {
    const fresh = exampleToken('acme', 'c-17')
    const { server, page } = await open({ display: say(100, 3), init: `addEventListener('DOMContentLoaded', () => document.querySelector('queue-status')
      .addEventListener('queue-status-refused', ({ detail, target }) => { window.code = detail.code; if (detail.code === 'expired') setTimeout(() => { target.token = ${JSON.stringify(fresh)} }) }))` })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    server.display = say(101, 2)
    server.refuse({ code: 'expired', retry: false })
    await sentence(page).getByText('U bent nummer 2.').waitFor()
    expect(await page.evaluate('window.code')).toBe('expired')
    expect(server.live.sockets).toBe(1)
  })

  it('loses nothing by half a minute of absence: no old figure meanwhile, then what is true now with its revision', async () => {
    const { server, page } = await open({ display: say(100, 9) })
    await sentence(page).getByText('U bent nummer 9.').waitFor()
    await page.clock.install()
    await page.reload()
    await sentence(page).getByText('U bent nummer 9.').waitFor()
    const top = await page.locator('#after').boundingBox()
    // Closed and opened again: timers stood still, and what the server sent meanwhile came to nobody.
    await page.context().setOffline(true)
    server.display = say(109, 7, { text: { lang: 'nl', sentence: 'U bent nummer 7.', revision: 'Het duurt langer dan we eerst zeiden.' } })
    await page.clock.fastForward(35_000)
    await sentence(page).getByText('geen verbinding').waitFor()
    expect(await page.locator('queue-status').evaluate((element) => element.shadowRoot?.textContent)).not.toMatch(/\d/)
    expect(await page.locator('#after').boundingBox()).toEqual(top)
    await page.context().setOffline(false)
    await expect.poll(async () => {
      await page.clock.runFor(1_000)
      return sentence(page).textContent()
    }).toBe('U bent nummer 7.Het duurt langer dan we eerst zeiden.')
    await expect.poll(() => server.told.some(({ seq, level }) => seq === 109 && level === 'shown')).toBe(true)
    expect(await page.locator('#after').boundingBox()).toEqual(top)
  })

  it('[PR2] is not moved by a device clock that is an hour wrong', async () => {
    const { page } = await open({ display: say(100, 3) })
    await page.addInitScript('const now = Date.now; Date.now = () => now() + 3_600_000')
    await page.reload()
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    expect(await page.locator('[part=frame]').getAttribute('data-freshness')).toBe('fresh')
  })

  it('comes back by itself when the network does', async () => {
    const { server, page } = await open({ display: say(100, 3) })
    await sentence(page).getByText('U bent nummer 3.').waitFor()
    await page.context().setOffline(true)
    server.display = say(110, 1)
    await page.context().setOffline(false)
    await sentence(page).getByText('U bent nummer 1.').waitFor()
  })

  it('can be read in the dark, in forced colours and from right to left', async () => {
    const { page } = await open({ display: say(100, 3, { text: { lang: 'ar', sentence: 'أنت رقم 3.' } }), page: { colorScheme: 'dark', forcedColors: 'active', reducedMotion: 'reduce' } })
    await sentence(page).getByText('أنت رقم 3.').waitFor()
    expect(await page.locator('[part=sentence]').evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
    expect(await page.locator('[part~=step]').first().evaluate((element) => getComputedStyle(element).transitionDuration)).toBe('0s')
  })
})
