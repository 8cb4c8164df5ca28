import type { DurationLaw } from './pool-model.ts'

const CELLS = 128
/** Of the longest durations, too few cells are left: they are drawn exactly. */
const TAIL_CELLS = 4
const FEW_CELLS_LEFT = 8

/**
 * A law that draws by looking up its inverse, for laws of one draw that is the share of longer durations (the larger the
 * draw, the shorter the duration): a simulation draws each law thousands of times. Linear between 128 shares, exact in the
 * tail; so the mean is right to some 0.1 %.
 */
export function tabledLaw(law: DurationLaw): DurationLaw {
  let share = 0
  const given = (): number => share
  const exactly = (u: number): number => {
    share = u
    return law.fresh(given)
  }
  const seconds = Float64Array.from({ length: CELLS + 1 }, (_, cell) => (cell < TAIL_CELLS ? Infinity : cell === CELLS ? exactly(1 - 1e-9) : exactly(cell / CELLS)))
  const longest = seconds[TAIL_CELLS] ?? Infinity

  const lookUp = (u: number): number => {
    const at = u * CELLS
    const cell = Math.floor(at)
    if (cell < TAIL_CELLS) return exactly(u)
    const from = seconds[cell] ?? 0
    return from === Infinity ? from : from + ((seconds[cell + 1] ?? from) - from) * (at - cell)
  }
  /** Share of durations that last longer than this. */
  const shareBeyond = (age: number): number => {
    if (age <= (seconds[CELLS] ?? 0)) return 1
    if (age >= longest) return 0
    let low = TAIL_CELLS
    let high = CELLS
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((seconds[middle] ?? 0) >= age) low = middle
      else high = middle
    }
    const [above, below] = [seconds[low] ?? 0, seconds[high] ?? 0]
    return (low + (above > below && above < Infinity ? (above - age) / (above - below) : 0)) / CELLS
  }
  return {
    fresh: (draw) => lookUp(draw()),
    residual: (age, draw) => law.residual(age, draw),
    residualAt(age) {
      const beyond = shareBeyond(age)
      return beyond * CELLS < FEW_CELLS_LEFT ? (draw) => law.residual(age, draw) : (draw) => Math.max(0, lookUp(beyond * draw()) - age)
    },
    ...(law.stays && { stays: law.stays.bind(law) }),
  }
}
