// What one customer was shown, held against the rules of the protocol: the newest (epoch, seq) only, never older than its freshness.
import { Counter, Trend } from 'k6/metrics'

/** From the moment an event is sent until the customer's screen has what it changed. */
export const eventToScreen = new Trend('event_to_screen', true)
export const wentBack = new Counter('seq_went_back')
export const ranStale = new Counter('ran_stale')

/** What a busy machine may hold a renewal up. */
const LATE_MS = Number(__ENV.LATE_MS || 2000)

/** For every script that shows displays. LATENCY_MS and LATE_MS are set to what the machine should reach; a shared one gets more. */
export const thresholds = {
  'checks': ['rate==1'], 'seq_went_back': ['count==0'], 'ran_stale': ['count==0'], 'event_to_screen': [`p(95)<${__ENV.LATENCY_MS || 2000}`],
}
export const summaryTrendStats = ['med', 'p(95)', 'p(99)', 'max']

export class Shown {
  constructor() {
    this.last = undefined
    this.freshUntilMs = undefined
  }

  /** A display as it came. */
  take(display) {
    const { last } = this
    if (last !== undefined && (display.epoch < last.epoch || (display.epoch === last.epoch && display.seq < last.seq))) wentBack.add(1)
    else this.last = display
    this.renew(display)
  }

  /** Freshness as it came, with a display or alone. A customer who still waits must have heard before the last one ran out. */
  renew({ freshForSeconds }) {
    const now = Date.now()
    if (this.freshUntilMs !== undefined && now > this.freshUntilMs + LATE_MS) ranStale.add(1)
    this.freshUntilMs = this.last !== undefined && this.last.state === 'waiting' ? now + freshForSeconds * 1000 : undefined
  }

  is(display) {
    const { last } = this
    return last !== undefined && last.state === display.state && last.position === display.position
      && last.wait.known === display.wait.known && last.text.sentence === display.text.sentence
  }
}
