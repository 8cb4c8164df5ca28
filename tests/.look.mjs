import { chromium } from 'playwright-core'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'] })
const shots = process.argv.slice(2)
for (const [name, path, w, h] of [['demo', '/demo', 1366, 800], ['demo-phone', '/demo', 360, 740], ['wall', '/example/wallboard?lang=nl', 1920, 1080], ['wall-phone', '/example/wallboard?lang=de', 320, 740], ['wait', '/example/wait?lang=fr#token:c-3', 390, 760], ['wait-none', '/example/wait?lang=en', 320, 600], ['status', '/example?lang=nl', 390, 760], ['login', '/example/login', 390, 600]]) {
  for (const scheme of ['light', 'dark']) {
    if (shots.length && !shots.includes(name)) continue
    const context = await browser.newContext({ viewport: { width: w, height: h }, colorScheme: scheme })
    const page = await context.newPage()
    page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) console.log(name, scheme, m.text()) })
    page.on('pageerror', (e) => console.log(name, scheme, 'pageerror', e.message))
    if (name.startsWith('wall')) await page.goto('http://127.0.0.1:18099/demo')
    await page.goto('http://127.0.0.1:18099' + path)
    await page.waitForTimeout(2500)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) console.log(name, scheme, 'overflows by', over)
    await page.screenshot({ path: `/tmp/pages-look/${name}-${scheme}.png`, fullPage: name.includes('phone') })
    await context.close()
  }
}
await browser.close()
