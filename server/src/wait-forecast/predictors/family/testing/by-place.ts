import type { FamilyPredictor, FamilySituation } from '../family-situation.ts'

/** A predictor of which only the place changes during a run, each place computed once. */
export function byPlace(predict: FamilyPredictor): (situation: FamilySituation) => number {
  const known: number[] = []
  return (situation) => (known[situation.ahead] ??= predict(situation) ?? NaN)
}
