import type { CenterFacts, ContactEvent, ContactCenterFold } from '../../contact-center/index.ts'
import { createContactCenter, FOLD_RULES } from '../../contact-center/index.ts'
import { decodePoolForecast, encodePoolForecast } from '../encode.ts'
import { readCurve } from '../curve.ts'
import { forecastPool } from '../forecast-pool.ts'
import type { PoolForecast, WaitAtPlace } from '../forecast.ts'
import type { CenterLearning } from '../learning/center-learning.ts'

const CONFIG: CenterFacts = {
  id: 'recorded', generation: 1, rules: FOLD_RULES, name: { en: 'Recorded' }, languages: ['en'], timeZone: 'UTC', show: 'both', public: false, purpose: 'test', queues: [],
  feeds: [{ name: 'f', alive: { kind: 'events-only', maxSilenceSeconds: 100 * 86_400 } }],
}

/** More rarely than in the server, so that tests stay quick. */
const FORECAST_EVERY_MS = 5000

/** A real contact center with a learning behind it, fed second by second, for tests of this room. */
export class RecordedCenter {
  readonly live: ContactCenterFold = createContactCenter(CONFIG)
  learning: CenterLearning
  readonly #forecasts = new Map<string, PoolForecast>()
  #count = 0
  #second = 0

  readonly #forecasting: boolean

  readonly #offByMs: number

  /** `forecasting`: every five seconds all pools get a forecast, as the log would hold it. `offByMs`: of the feed's clock. */
  constructor(learning: CenterLearning, { forecasting = false, offByMs = 0 } = {}) {
    this.#offByMs = offByMs
    this.learning = learning
    this.#forecasting = forecasting
  }

  event(event: ContactEvent): void {
    this.upTo(event.time)
    this.#count += 1
    this.live.apply({ kind: 'event', feed: 'f', receivedAtMs: event.time, event: { ...event, time: event.time + this.#offByMs } }, { ms: event.time, position: `${event.time}-0/${this.#count}` })
    this.#pass(event.time)
  }

  /** Ticks up to an instant; after long silence only the last five minutes of them. */
  upTo(ms: number): void {
    for (this.#second = Math.max(this.#second, ms - 300_000); this.#second + 1000 <= ms; this.#second += 1000) {
      const second = Math.floor(this.#second / 1000) * 1000 + 1000
      this.live.tick(second)
      this.#pass(second)
      if (this.#forecasting && second % FORECAST_EVERY_MS === 0) for (const { id } of this.live.pools()) {
        this.#forecasts.set(id, decodePoolForecast(JSON.parse(JSON.stringify(encodePoolForecast(forecastPool(this.live, this.learning, id, second))))))
      }
    }
  }

  forecast(pool: string): PoolForecast | undefined { return this.#forecasts.get(pool) }

  /** What the newest forecast says of a waiting contact. */
  said(contact: string): WaitAtPlace | undefined {
    const phase = this.live.contact(contact)?.phase
    const queue = phase && 'queues' in phase ? phase.queues[0] : undefined
    if (!phase || !('priority' in phase) || queue === undefined) return undefined
    const place = this.live.place(contact, queue)
    const curve = this.#forecasts.get(this.live.queue(queue)?.pool ?? '')?.classes.find((one) => one.queue === queue && one.priority <= phase.priority)
    return !curve || 'unknown' in curve || place === undefined ? undefined : readCurve(curve, place)
  }

  #pass(nowMs: number): void {
    this.learning.observe(this.live.takeChanges(), this.live, nowMs)
    this.learning.listen(this.live, nowMs, (contact) => this.said(contact))
  }
}
