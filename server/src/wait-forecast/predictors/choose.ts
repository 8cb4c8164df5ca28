import type { UnknownReason } from '@queuecast/client-sdk/protocol'
import type { LawShelf } from '../laws/law-shelf.ts'
import { lastToEnterService } from './last-to-enter-service.ts'
import { observedThroughput } from './observed-throughput.ts'
import type { Prediction, Predictor, Situation } from './predictor.ts'
import { queueLengthWithAbandonment } from './queue-length-with-abandonment.ts'

/**
 * The one place that chooses: the first that can answer, best first. Queue length needs agent states (level 3): inferring
 * staff from busy agents is worse than counting departures (see `observedThroughput`).
 */
const PREDICTORS: readonly Predictor[] = [queueLengthWithAbandonment, observedThroughput, lastToEnterService]

export function choosePrediction(situation: Situation, laws: LawShelf): Prediction | { unknown: UnknownReason } {
  for (const predict of PREDICTORS) {
    if (isSlow(situation) && predict === lastToEnterService) continue
    const prediction = predict(situation, laws)
    if (prediction) return prediction
  }
  if (situation.staffing?.slots === 0) return { unknown: 'no-agents' }
  return { unknown: isSlow(situation) ? 'not-estimable' : 'too-little-data' }
}

/** Messages and e-mail are answered in no strict order and over days: a handful of waits says nothing about the next. */
const isSlow = ({ channel }: Situation): boolean => channel === 'messaging' || channel === 'email'
