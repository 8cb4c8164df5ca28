import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Display } from '../protocol/index.ts'
import { exampleDisplay } from '../testing/display-arbitrary.ts'
import { createElementBench, withoutChromium } from '../testing/element-bench.ts'
import type { ElementBench } from '../testing/element-bench.ts'
import { exampleToken } from '../testing/example-token.ts'

const epoch = '0000000001'
const sentence = (page: Page) => page.getByRole('status')
const say = (seq: number, place: number, changes: Partial<Display> = {}): Display =>
  exampleDisplay({ seq, position: place, text: { lang: 'nl', sentence: `U bent nummer ${place}.` }, ...changes })
const turn = (seq: number): Display => say(seq, 1, { state: 'connecting', text: { lang: 'nl', sentence: 'U bent aan de beurt.' } })
const offered = (seq: number, changes: Partial<Display> = {}): Display =>
  say(seq, 3, { text: { lang: 'nl', sentence: 'U bent nummer 3.', offer: 'Wij kunnen u terugbellen.' }, duties: [{ kind: 'offer-callback', charter: 'be-2011', rule: 'callback-offer' }], ...changes })

describe.skipIf(withoutChromium())('<queue-status> and what the customer can do', () => {
  let bench: ElementBench
  beforeAll(async () => { bench = await createElementBench() })
  afterAll(async () => { await bench?.close() })
  afterEach(() => bench.clear())

  describe('a callback', () => {
    const button = (page: Page, name: string) => page.getByRole('button', { name })

    it('[PR11] is asked for by a caller with one press, and only the center confirms it', async () => {
      const { server, page } = await bench.open({ display: offered(100, { channel: 'voice' }) })
      await button(page, 'Bel mij terug').click()
      await sentence(page).getByText('doorgegeven').waitFor()
      expect(server.wishes).toEqual([{}])
      const asked = button(page, 'Terugbellen gevraagd')
      expect(await asked.getAttribute('aria-disabled')).toBe('true')
      expect(await asked.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(true)
      await page.keyboard.press('Enter')
      expect(server.wishes).toHaveLength(1)
      server.show(say(101, 3, { state: 'callback', channel: 'voice', text: { lang: 'nl', sentence: 'Wij bellen u terug.' } }))
      await sentence(page).getByText('Wij bellen u terug.').waitFor()
      expect(await sentence(page).textContent()).toBe('Wij bellen u terug.')
      expect(await asked.count()).toBe(0)
    })

    it('asks others for their number, by keyboard, and says what is wrong with it', async () => {
      const { server, page } = await bench.open({ display: offered(100) })
      await button(page, 'Bel mij terug').focus()
      await page.keyboard.press('Enter')
      const phone = page.getByLabel('Uw telefoonnummer')
      expect(await phone.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(true)
      await page.keyboard.type('bel mij')
      await page.keyboard.press('Enter')
      await sentence(page).getByText('Vul een telefoonnummer in').waitFor()
      expect(await phone.getAttribute('aria-invalid')).toBe('true')
      expect(server.wishes).toEqual([])
      await phone.fill('+32 2 555 01 00')
      await page.keyboard.press('Enter')
      await sentence(page).getByText('doorgegeven').waitFor()
      expect(server.wishes).toEqual([{ phone: '+32 2 555 01 00' }])
      expect(await page.evaluate('window.problems')).toEqual([])
    })

    it('[PR11] can be called off, and stays away where none is owed', async () => {
      const { server, page } = await bench.open({ display: offered(100) })
      await button(page, 'Bel mij terug').click()
      await button(page, 'Annuleren').click()
      await button(page, 'Bel mij terug').waitFor()
      expect(server.wishes).toEqual([])
      server.show(say(101, 3))
      await button(page, 'Bel mij terug').waitFor({ state: 'detached' })
    })

    it.each([[409, 'niet mogelijk'], [502, 'niet gelukt']])('that cannot be had (%i) is told, and may be asked for again', async (status, told) => {
      let answer = status
      const { server, page } = await bench.open({ display: offered(100, { channel: 'voice' }), callback: () => answer })
      await button(page, 'Bel mij terug').click()
      await sentence(page).getByText(told).waitFor()
      answer = 202
      await button(page, 'Bel mij terug').click()
      await sentence(page).getByText('doorgegeven').waitFor()
      expect(server.wishes).toHaveLength(2)
    })
  })

  describe('the pace', () => {
    /** Records each text that a screen reader would be given: what changes while the region is live. */
    const RECORD = `addEventListener('DOMContentLoaded', () => customElements.whenDefined('queue-status').then(() => {
      const region = document.querySelector('queue-status').shadowRoot.querySelector('[role=status]')
      window.seen = []; window.heard = []
      new MutationObserver(() => {
        const text = region.textContent
        const at = performance.now()
        if (window.seen.at(-1)?.text !== text) window.seen.push({ text, at })
        if (region.getAttribute('aria-live') === 'polite') window.heard.push({ text, at })
      }).observe(region, { childList: true, subtree: true, characterData: true })
    }));`
    interface Seen { text: string; at: number }
    const record = (page: Page, name: 'seen' | 'heard'): Promise<Seen[]> => page.evaluate(`window.${name}`)

    it('lets places come once in five seconds, the newest only, and the turn at once', async () => {
      const { server, page } = await bench.open({ display: say(100, 9), init: RECORD })
      await sentence(page).getByText('nummer 9').waitFor()
      for (let place = 8; place >= 4; place -= 1) server.show(say(109 - place, place))
      await sentence(page).getByText('nummer 4').waitFor()
      server.show(say(110, 3))
      server.show(turn(111))
      await sentence(page).getByText('aan de beurt').waitFor()
      const [first, second, third, ...others] = await record(page, 'seen')
      expect([first, second, third].map((seen) => seen?.text)).toEqual(['U bent nummer 9.', 'U bent nummer 4.', 'U bent aan de beurt.'])
      expect(others).toEqual([])
      // An observer on a busy machine sees late; the exact pace is shown by the unit tests.
      expect(second!.at - first!.at).toBeGreaterThan(2_000)
      expect((await record(page, 'heard')).map(({ text }) => text)).not.toContain('U bent nummer 4.')
    })

    /** Timers come late, as in a page that is busy; what the page hears in between draws the element before them. */
    const LATE = `const setInTime = setTimeout
      window.setTimeout = (run, ms = 0, ...rest) => setInTime(run, ms > 0 ? ms + 5000 : ms, ...rest)`
    it.each([['', '', ''], [', where its timer comes late too', LATE, `dispatchEvent(new Event('online'))`]])('speaks the newest place after twenty seconds of quiet%s', async (_where, init, draw) => {
      const { server, page } = await bench.open({ display: say(100, 9, { freshForSeconds: 60 }), init: RECORD + init })
      await sentence(page).getByText('nummer 9').waitFor()
      server.show(say(101, 8, { freshForSeconds: 60 }))
      await expect.poll(async () => {
        await page.evaluate(draw)
        return (await record(page, 'heard')).at(-1)?.text
      }, { timeout: 50_000 }).toBe('U bent nummer 8.')
      const [seen, heard] = [await record(page, 'seen'), await record(page, 'heard')]
      const of = (records: Seen[]): number => records.find(({ text }) => text === 'U bent nummer 8.')!.at
      expect(of(heard) - of(seen)).toBeGreaterThan(5_000)
    })
  })

  describe('an alert', () => {
    /** The device's ways to call, written down; the page is one that nobody looks at. */
    const SPY = `window.signals = []; window.asked = 0
      navigator.vibrate = (pulses) => signals.push('vibrate ' + pulses.length)
      window.Notification = class extends EventTarget {
        static permission = 'default'
        static requestPermission() { window.asked += 1; this.permission = 'granted'; return Promise.resolve('granted') }
        constructor(title, { body, tag }) { super(); signals.push('notify ' + title + ' | ' + body + ' | ' + tag) }
      }
      const Start = OscillatorNode.prototype.start
      OscillatorNode.prototype.start = function (...at) { signals.push('tone ' + this.frequency.value); return Start.apply(this, at) }
      window.away = false
      Object.defineProperty(document, 'visibilityState', { get: () => window.away ? 'hidden' : 'visible' })
      document.hasFocus = () => !window.away
      window.leave = (away) => { window.away = away; document.dispatchEvent(new Event('visibilitychange')) }`
    const toggle = (page: Page) => page.getByRole('button', { name: 'Waarschuw mij op tijd' })
    const signals = (page: Page): Promise<string[]> => page.evaluate('window.signals')

    it('asks for nothing before the click, then calls once for nearly and once for the turn, and marks the title until someone looks', async () => {
      const { server, page, problems } = await bench.open({ display: say(100, 9), init: SPY })
      await sentence(page).getByText('nummer 9').waitFor()
      expect(await page.evaluate('window.asked')).toBe(0)
      await toggle(page).click()
      expect(await toggle(page).getAttribute('aria-pressed')).toBe('true')
      expect(await page.evaluate('window.asked')).toBe(1)
      await page.getByText('zolang deze pagina open blijft').waitFor()
      await page.evaluate('leave(true)')
      server.show(say(101, 2))
      await expect.poll(() => page.title()).toBe('● Bijna aan de beurt')
      server.show(say(102, 1))
      server.show(turn(103))
      await expect.poll(() => page.title()).toBe('● U bent aan de beurt')
      expect(await signals(page)).toEqual([
        'tone 523', 'vibrate 1', 'notify Bijna aan de beurt | U bent nummer 2. | queuecast acme/c-17',
        'tone 523', 'tone 659', 'vibrate 3', 'notify U bent aan de beurt | U bent aan de beurt. | queuecast acme/c-17',
      ])
      await page.evaluate('leave(false)')
      await expect.poll(() => page.title()).toBe('t')
      expect(problems).toEqual([])
      expect(await page.evaluate('window.problems')).toEqual([])
    })

    it('calls nobody who did not ask', async () => {
      const { server, page } = await bench.open({ display: say(100, 9), init: SPY })
      await sentence(page).getByText('nummer 9').waitFor()
      await page.evaluate('leave(true)')
      server.show(turn(101))
      await sentence(page).getByText('aan de beurt').waitFor()
      expect(await signals(page)).toEqual([])
      expect(await page.title()).toBe('t')
    })

    it('stays on through a reload, and calls after an absence in which the turn came', async () => {
      const { server, page } = await bench.open({ display: say(100, 9), init: SPY })
      await toggle(page).click()
      await page.reload()
      await sentence(page).getByText('nummer 9').waitFor()
      expect(await toggle(page).getAttribute('aria-pressed')).toBe('true')
      await page.context().setOffline(true)
      server.fresh({ epoch, seq: 101, freshForSeconds: 0.1 })
      server.display = say(110, 1, { state: 'answered', text: { lang: 'nl', sentence: 'Iemand heeft uw vraag aangenomen.' } })
      await page.context().setOffline(false)
      await server.refuse({ code: 'draining', retry: true, after: 0 })
      await sentence(page).getByText('aangenomen').waitFor()
      expect(await signals(page)).toContain('vibrate 3')
    })

    it('can be left out by the page', async () => {
      const { page } = await bench.open({ display: say(100, 9), attributes: `token="${exampleToken('acme', 'c-17')}" alerts="off"` })
      await sentence(page).getByText('nummer 9').waitFor()
      expect(await toggle(page).count()).toBe(0)
    })
  })

  it('keeps the end on the screen when the token has run out', async () => {
    const { server, page } = await bench.open({ display: say(100, 1, { state: 'answered', text: { lang: 'nl', sentence: 'Iemand heeft uw vraag aangenomen.' } }) })
    await sentence(page).getByText('aangenomen').waitFor()
    expect(await page.getByRole('button').count()).toBe(0)
    server.refuse({ code: 'expired', retry: false })
    await expect.poll(() => server.live.sockets).toBe(0)
    expect(await sentence(page).textContent()).toBe('Iemand heeft uw vraag aangenomen.')
  })

  it('shows the same in two tabs', async () => {
    const { server, page } = await bench.open({ display: say(100, 4) })
    const other = await page.context().newPage()
    await other.goto(server.url)
    for (const tab of [page, other]) await sentence(tab).getByText('nummer 4').waitFor()
    server.show(turn(101))
    for (const tab of [page, other]) await sentence(tab).getByText('aan de beurt').waitFor()
  })
})
