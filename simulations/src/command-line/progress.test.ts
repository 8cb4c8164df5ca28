import { expect, it } from 'vitest'
import { showProgress } from './progress.ts'

const run = (isTTY: boolean, atMs: readonly number[]): string => {
  let written = ''
  let now = 0
  const progress = showProgress('simulating', { isTTY, write: (text) => { written += text } }, () => now)
  for (const [i, ms] of atMs.entries()) {
    now = ms
    progress.at((i + 1) / 4, i === 0 ? 'seed 1' : '')
  }
  progress.done()
  return written
}

it('renews one line on a terminal, and clears it', () => {
  expect(run(true, [250, 300, 600])).toBe('\r\u001B[2Ksimulating: 25 %, seed 1\r\u001B[2Ksimulating: 75 %\r\u001B[2K')
})

it('writes a line now and then elsewhere, and nothing of a short command', () => {
  expect(run(false, [6000, 7000, 12_000])).toBe('simulating: 25 %, seed 1\nsimulating: 75 %\n')
  expect(run(false, [10, 20])).toBe('')
})
