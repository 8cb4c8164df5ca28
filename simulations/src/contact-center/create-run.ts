import { CenterRun } from './center-run.ts'
import { compile, plan } from './compile.ts'
import { EventHeap } from './event-heap.ts'
import type { CenterModel } from './model.ts'
import type { Observer } from './observer.ts'
import { createRandom, gammaOfMeanOne } from './random.ts'
import type { Happening } from './state.ts'

/** A simulated center at its first instant. The same model and seed give the same run, whoever looks on. */
export function createRun(model: CenterModel, seed: number, observer: Observer, lookEverySeconds?: number): CenterRun {
  const random = createRandom(seed)
  const compiled = compile(model)
  const heap = new EventHeap<Happening>()
  plan(model, compiled, heap)
  const busyness = model.busynessShape === undefined ? 1 : gammaOfMeanOne(random, model.busynessShape)
  const run = new CenterRun({
    ...compiled, heap, random, observer, endSeconds: model.endSeconds, busyness, nowSeconds: 0, ...(lookEverySeconds === undefined ? {} : { lookEverySeconds }),
  })
  for (const type of compiled.types) {
    for (let i = 0; i < (type.atStart ?? 0); i++) heap.push(0, { kind: 'single-arrival', type })
    run.planArrival(type)
  }
  return run
}

/** Runs a day to its end, with nothing but the observer to show for it. */
export function runToEnd(model: CenterModel, seed: number, observer: Observer): void {
  const run = createRun(model, seed, observer)
  while (run.step());
}
