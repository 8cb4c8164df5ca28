import { beforeAll, describe, expect, it } from 'vitest'
import { batteryText } from './figures-text.ts'
import { runSetting } from './run-setting.ts'
import type { SettingFigures } from './setting-figures.ts'
import { SETTINGS } from './settings.ts'

/** One short day and few simulated futures: limits are the issue's, with room for the chance of one day. */
describe('the battery, a fast subset', () => {
  const setting = SETTINGS.find(({ scenario }) => scenario === 'chat-concurrency')
  if (setting === undefined) throw new Error('the setting is gone')
  let figures: SettingFigures
  beforeAll(() => { figures = runSetting(setting, 1, { copies: 9 }) })

  it('is near the oracle at queueing and while waiting', () => {
    expect(figures.contacts).toBeGreaterThan(300)
    expect(figures.atQueueing.ratio).toBeLessThan(1.13)
    expect(figures.allUpdates.ratio).toBeLessThan(1.15)
    expect(figures.unknown / figures.instants).toBeLessThan(0.02)
  })

  it('tells true ranges and keeps its promises', () => {
    const [all] = figures.calibration.allUpdates
    expect((all?.under90 ?? 0) / (all?.n ?? 1)).toBeGreaterThan(0.84)
    expect((all?.under90 ?? 0) / (all?.n ?? 1)).toBeLessThan(0.95)
    expect((all?.under10 ?? 0) / (all?.n ?? 1)).toBeLessThan(0.16)
    expect(figures.promises.kept / figures.promises.promises).toBeGreaterThan(0.9)
    expect(figures.promises.medianBoundOverTrue).toBeLessThan(2)
  })

  it('is better than every product formula and delay-history predictor', () => {
    const rivals = figures.rivals.filter(({ kind }) => kind !== 'other')
    expect(rivals.length).toBeGreaterThan(15)
    expect(rivals.filter(({ ratio }) => ratio >= 1)).toEqual([])
  })

  it('reads as a table, and says what was not reached', () => {
    const text = batteryText([setting], [figures], 9)
    expect(text).toMatch(/Reached: \d+ of \d+ figures/)
    expect(text).toMatch(/RMSE at queueing ÷ oracle +1\.\d{3}|RMSE at queueing ÷ oracle +0\.\d{3}/)
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })
})
