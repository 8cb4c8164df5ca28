import type { FamilySituation } from './family-situation.ts'
import { isPositive } from './usable.ts'

/** Panels of Simpson's rule over the fluid wait, and halvings that find it. */
const PANELS = 64
const HALVINGS = 60

/**
 * QLr: β·(n + 1)/(s·μ) seconds with β = w·s·μ/q, where in the overloaded fluid those who are served wait w, F(w) = 1 − 1/ρ,
 * and q = λ·∫₀^w (1 − F) wait. For patience of any law in steady overload; QL where ρ = λ/(s·μ) ≤ 1. Undefined where too few
 * ever give up to balance the load. (Ibrahim and Whitt, 2009)
 */
export function refinedQueueLengthWait({ ahead, servicePerSecond, arrivalsPerSecond, leftShare }: Pick<FamilySituation, 'ahead' | 'servicePerSecond' | 'arrivalsPerSecond' | 'leftShare'>): number | undefined {
  if (!isPositive(servicePerSecond) || !isPositive(arrivalsPerSecond) || !leftShare) return undefined
  const plain = (ahead + 1) / servicePerSecond
  const lost = 1 - servicePerSecond / arrivalsPerSecond
  if (lost <= 0) return plain
  const fluidWait = quantileOf(leftShare, lost, 1 / servicePerSecond)
  if (fluidWait === undefined) return undefined
  const width = fluidWait / PANELS
  let stayed = 0
  for (let i = 0; i <= PANELS; i += 1) stayed += (1 - leftShare(i * width)) * (i === 0 || i === PANELS ? 1 : i % 2 === 1 ? 4 : 2)
  const fluidQueue = (arrivalsPerSecond * stayed * width) / 3
  return (plain * fluidWait * servicePerSecond) / fluidQueue
}

/** The first time at which a distribution function reaches `share`; undefined where it does not within 2⁶⁰ starts. */
function quantileOf(share: (seconds: number) => number, wanted: number, start: number): number | undefined {
  let above = start
  for (let i = 0; share(above) < wanted; i += 1) {
    if (i === HALVINGS) return undefined
    above *= 2
  }
  let below = 0
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (below + above) / 2
    if (share(middle) < wanted) below = middle
    else above = middle
  }
  return above > 0 ? above : undefined
}
