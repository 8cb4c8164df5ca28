import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createElementBench, withoutChromium } from '../testing/element-bench.ts'
import type { ElementBench, Opened } from '../testing/element-bench.ts'
import { ELEMENT_STATES } from '../testing/element-states.ts'
import { exampleToken } from '../testing/example-token.ts'

/** For people to look at; not committed. */
const PICTURES = fileURLToPath(new URL('../../../.screenshots/widget/', import.meta.url))
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type State = (typeof ELEMENT_STATES)[number]
const THEMES: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }], ['forced', { colorScheme: 'dark', forcedColors: 'active', reducedMotion: 'reduce' }],
]
const looks = THEMES.flatMap(([theme, options]) => (theme === 'forced' ? [320] : [320, 1280]).map((width) => [theme, width, options] as const))

/** Puts another contact on the page, which starts anew: nothing of the state before is left. */
async function follow({ server, page }: Opened, { name, display, press = [], after, callback = 202 }: State, callbackStatus: { now: number }): Promise<void> {
  const contact = `c-${name}`
  server.display = { ...display, contact, ...(after === 'offline' ? { freshForSeconds: 1 } : {}) }
  callbackStatus.now = callback
  const token = exampleToken('acme', contact, after === 'refused' ? 'forged' : 'good')
  await page.locator('html').evaluate((element, [lang, dir]) => Object.assign(element, { lang, dir }), [display.text.lang, name === 'right-to-left' ? 'rtl' : 'ltr'])
  await page.locator('queue-status').evaluate((element, next) => Object.assign(element, { token: next, paused: false }), token)
  const status = page.getByRole('status')
  if (after === 'refused') return status.getByText('kan hier niet worden getoond').waitFor()
  await status.getByText(display.text.sentence).waitFor()
  for (const label of press) await page.getByRole('button', { name: label, exact: true }).click()
  if (press.includes('Bel mij terug')) await page.locator('[part=note]:not(:empty)').waitFor()
  if (after === undefined) return
  if (after === 'offline') await page.context().setOffline(true)
  else server.fresh({ epoch: display.epoch, seq: display.seq + 1, freshForSeconds: 0.1 })
  await status.getByText(after === 'offline' ? 'geen verbinding' : 'niet bekend').waitFor()
}

async function violations(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate('axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], rules: { "page-has-heading-one": { enabled: false } } })') as AxeResults
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
}

describe.skipIf(withoutChromium())('every state of <queue-status>', () => {
  let bench: ElementBench
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true })
    bench = await createElementBench()
  })
  afterAll(async () => { await bench?.close() })

  it.each(looks)('%s at %i px: no violation, nothing wider than the page, targets of 44 px', async (theme, width, options) => {
    const callbackStatus = { now: 202 }
    const opened = await bench.open({
      attributes: '', callback: () => callbackStatus.now, init: AXE,
      page: { ...options, viewport: { width, height: 700 }, hasTouch: width < 500 },
    })
    const { page } = opened
    const found: string[] = []
    for (const state of ELEMENT_STATES) {
      await follow(opened, state, callbackStatus)
      const picture = `${state.name}-${theme}-${width}.png`
      // The widget without the time that colours need to settle.
      await page.locator('queue-status').screenshot({ path: `${PICTURES}${picture}`, animations: 'disabled' })
      // Colours that the system forces are not the page's to check.
      if (theme !== 'forced') found.push(...(await violations(page)).map((violation) => `${state.name}: ${violation}`))
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      if (wide === true) found.push(`${state.name}: wider than the page`)
      for (const button of await page.getByRole('button').all()) {
        const box = await button.boundingBox()
        if (box !== null && (box.height < 44 || box.width < 44)) found.push(`${state.name}: ${await button.textContent() ?? ''} is ${box.width} × ${box.height}`)
      }
      if (state.after === 'offline') await page.context().setOffline(false)
    }
    expect(found).toEqual([])
    expect(await page.evaluate('window.problems')).toEqual([])
    await bench.clear()
  }, 240_000)

  it('axe looks into the element: it finds a contrast that is too low', async () => {
    const { page } = await bench.open({ init: AXE })
    await page.getByRole('status').getByText('U bent nummer 3.').waitFor()
    await page.locator('queue-status').evaluate((element) => (element as HTMLElement).style.setProperty('--queue-status-color', '#dddddd'))
    expect((await violations(page)).join()).toContain('color-contrast')
    await bench.clear()
  })

  it.each([320, 1280])('at %i px moves nothing on the page as displays come and go', async (width) => {
    const opened = await bench.open({ attributes: '', page: { viewport: { width, height: 700 } } })
    const { page } = opened
    const tops: string[] = []
    // On the narrowest screen, room for a revision and a notice at once would leave the page empty most of the time.
    const tall = width < 500 ? ['long-french', 'revised-with-notice'] : ['long-french']
    for (const state of ELEMENT_STATES.filter(({ press, after, name }) => press === undefined && after === undefined && !tall.includes(name))) {
      await follow(opened, state, { now: 202 })
      tops.push(`${(await page.locator('#after').boundingBox())?.y ?? 'nowhere'} ${state.name}`)
    }
    expect(tops.filter((top) => top.split(' ')[0] !== tops[0]?.split(' ')[0])).toEqual([])
    await bench.clear()
  })
})
