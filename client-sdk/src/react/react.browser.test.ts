import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import type { ConsoleMessage } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exampleDisplay } from '../testing/display-arbitrary.ts'
import { createElementBench, withoutChromium } from '../testing/element-bench.ts'
import type { ElementBench } from '../testing/element-bench.ts'
import { Page } from '../testing/react-page.ts'

describe.skipIf(withoutChromium())('React, hydrated in Chromium', () => {
  let bench: ElementBench
  let script = ''
  beforeAll(async () => {
    // React's development build, which complains of what is wrong, and mounts everything twice.
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('../testing/react-page.ts', import.meta.url))], bundle: true, write: false, format: 'esm', platform: 'browser',
      target: 'es2022', define: { 'process.env.NODE_ENV': '"development"' },
    })
    script = outputFiles[0]?.text ?? ''
    bench = await createElementBench()
  })
  afterAll(async () => { await bench?.close() })
  afterEach(() => bench.clear())

  it('shows one contact by component and by hook, then another, then nobody', async () => {
    const complaints: string[] = []
    const { server, page, problems } = await bench.open({
      display: exampleDisplay({ text: { lang: 'nl', sentence: 'U bent nummer 3.' } }), body: `<div id="root">${renderToString(createElement(Page))}</div>`,
    })
    page.on('console', (message: ConsoleMessage) => void (['error', 'warning'].includes(message.type()) && complaints.push(message.text())))
    expect(await page.content()).not.toContain('.good')
    await page.route('**/react-page.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
    await page.evaluate('import("/react-page.js")')
    const own = page.locator('#own')
    await own.getByText('live fresh U bent nummer 3.').waitFor()
    await page.getByRole('status').getByText('U bent nummer 3.').waitFor()
    await expect.poll(() => page.locator('#changes').textContent()).not.toBe('0')
    // The page's two, and none of those that were mounted for trial.
    await expect.poll(() => server.live.sockets).toBe(2)

    server.display = exampleDisplay({ contact: 'c-18', text: { lang: 'nl', sentence: 'U bent nummer 8.' } })
    await page.locator('#other').click()
    await own.getByText('U bent nummer 8.').waitFor()
    await page.getByRole('status').getByText('U bent nummer 8.').waitFor()
    expect(await page.content()).not.toContain('.good')

    await page.locator('#none').click()
    await own.getByText('idle none').waitFor()
    await expect.poll(() => server.live.sockets).toBe(0)
    expect(await page.getByRole('status').textContent()).toBe('')
    expect([...complaints, ...problems]).toEqual([])
  })
})
