import { describe, expect, it } from 'vitest'
import { type CenterModel, simulateCenter } from '../contact-center/index.ts'
import { type BaselineForecast, baselineForecasts } from './baseline-forecasts.ts'

const model: CenterModel = {
  endSeconds: 2 * 3600,
  types: [{
    type: 'a', queue: 'a', channel: 'voice', arrivalsPerHour: [{ fromSeconds: 0, value: 1050 }], handle: { law: 'exponential', meanSeconds: 240 }, patience: { law: 'exponential', meanSeconds: 240 },
  }],
  groups: [{ group: 'g', types: ['a'], staff: [{ fromSeconds: 0, value: 50 }] }],
}
const { events, truth } = simulateCenter(model, 4, Date.UTC(2026, 0, 5))
const all = (some: typeof events): BaselineForecast[] => {
  const said: BaselineForecast[] = []
  baselineForecasts(some, { told: (forecast) => said.push(forecast) })
  return said
}
const said = all(events)

describe('baselines over events', () => {
  it('speak at queueing and at each full 30 s while the contact waits', () => {
    const one = said.filter(({ contact }) => contact === said[300]?.contact)
    expect(one[0]?.atMs).toBe(one[0]?.queuedAtMs)
    expect(one.map(({ atMs, queuedAtMs }) => atMs - queuedAtMs)).toEqual(one.map((_, i) => i * 30_000))
  })

  it('never look ahead: of a record that ends earlier they say the same until then', () => {
    const cut = events.slice(0, Math.floor(events.length / 2))
    const untilMs = cut.at(-1)?.time ?? 0
    const before = (list: readonly BaselineForecast[]) => list.filter(({ atMs }) => atMs < untilMs).map(({ means, ...rest }) => ({ ...rest, means: [...means] }))
    expect(before(all(cut))).toEqual(before(said))
  })

  it('err as theory says in an overloaded pool: LES twice the squares of QLm, waits without place more', () => {
    const virtual = new Map(truth.map((one) => [one.contact, one.virtualWaitSeconds]))
    const squares = (of: (one: BaselineForecast) => number | undefined): number => {
      const errors = said.filter(({ atMs, queuedAtMs }) => atMs === queuedAtMs && queuedAtMs > (events[0]?.time ?? 0) + 1_800_000)
        .flatMap((one) => { const truly = virtual.get(one.contact); const seconds = of(one); return truly === undefined || seconds === undefined || truly === 0 ? [] : [(seconds - truly) ** 2] })
      return errors.reduce((sum, error) => sum + error, 0) / errors.length
    }
    const markov = squares(({ means }) => means.get('QLm'))
    expect(squares(({ means }) => means.get('LES')) / markov).toBeGreaterThan(1.5)
    expect(squares(({ means }) => means.get('LES')) / markov).toBeLessThan(3)
    expect(squares(({ means }) => means.get('QL')) / markov).toBeGreaterThan(1.3)
    expect(squares((one) => one.regressionVirtual.meanSeconds) / markov).toBeLessThan(1.25)
  })
})
