import { DEMO_SPEED, type DemoNews, type DemoOrder } from '../pages/demo-simulation/demo-frame.ts'
import { createDemoCenter } from './demo-center.ts'

/** As much of a worker's global as is used: this file runs in browsers, beside code that does not. */
declare const self: { addEventListener(type: 'message', take: (message: { data: DemoOrder }) => void): void; postMessage(news: DemoNews): void }

const FRAME_MS = 500
/** So much simulated time passes in fast motion before the demo begins: there is a line then, and something was learned. */
const BEFORE_MS = 120 * 60_000
const FAST_STEP_MS = 60_000
const FAST_FORECAST_SECONDS = 4
/** A tab that was asleep does not catch up. */
const MOST_MS = 4 * FRAME_MS

const beginMs = Math.floor(Date.now() / 1000) * 1000
// Another day for each visit: none was picked.
const center = createDemoCenter(beginMs % 1_000_000_007, beginMs - BEFORE_MS)
let speed = DEMO_SPEED
let running = true
let lastMs = performance.now()

self.addEventListener('message', ({ data }) => {
  switch (data.kind) {
    case 'setting': center.set(data.setting); break
    case 'language': center.name(data.lang); break
    case 'speed': speed = data.speed; break
    case 'feed': center.connect(data.connected); break
    case 'running': running = data.running; break
    default: data satisfies never
  }
})

function start(): void {
  center.advance(center.nowMs + FAST_STEP_MS, FAST_FORECAST_SECONDS)
  const starting = center.nowMs < beginMs
  self.postMessage({ frame: center.frame(), starting })
  if (starting) setTimeout(start, 0)
  else setInterval(goOn, FRAME_MS)
}

function goOn(): void {
  const passedMs = Math.min(MOST_MS, performance.now() - lastMs)
  // At the pace of real time a second passes at every second frame.
  const seconds = Math.floor((passedMs * speed) / 1000)
  if (running && seconds === 0) return
  lastMs = performance.now()
  if (!running) return
  center.advance(center.nowMs + 1000 * seconds)
  self.postMessage({ frame: center.frame(), starting: false })
}
start()
