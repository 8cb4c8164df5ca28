import { describe, expect, it } from 'vitest'
import { benchText, runBench } from './bench-report.ts'

describe('a bench report', () => {
  it('holds what is needed to judge and repeat it, as text too', async () => {
    const report = await runBench('fold', 'npm run bench -- --name fold', () => [{ figure: 'event', value: 1.23456, unit: 'µs' }, { figure: 'place', value: 12, note: 'x' }])
    expect(report).toMatchObject({ bench: 'fold', node: process.version, rows: [{ value: 1.23456 }, { value: 12 }] })
    expect(report.loadBefore).toHaveLength(3)
    expect(benchText(report)).toMatch(/bench fold: npm run bench -- --name fold\n.*node v.*load[^]*event +1\.235 +µs\nplace +12 +x/)
  })
  it('a bench without rows is a fault', async () => {
    await expect(runBench('empty', '', () => ({ rows: [] }))).rejects.toThrow('bench empty gave no rows')
  })
})
