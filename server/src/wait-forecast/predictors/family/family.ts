import { extrapolatedWait } from './extrapolated.ts'
import type { FamilyPredictor } from './family-situation.ts'
import { fluidQueueLengthWait } from './fluid-queue-length.ts'
import { agedHazardWait, hazardWait } from './hazard-queue-length.ts'
import { headOfLineWait } from './head-of-line.ts'
import { lastToEnterServiceWait } from './last-to-enter-service.ts'
import { markovianServedWait, markovianWait } from './markovian-queue-length.ts'
import { meanAtSameLength } from './mean-at-same-length.ts'
import { meanOfLastWaits } from './mean-of-last.ts'
import { proportionalWait } from './proportional.ts'
import { queueLengthWait } from './queue-length.ts'
import { refinedHeadOfLineWait } from './refined-head-of-line.ts'
import { refinedQueueLengthWait } from './refined-queue-length.ts'
import { scheduledGaussianWait } from './scheduled-gaussian.ts'
import { scheduledWait } from './scheduled-queue-length.ts'
import { twoClassWait } from './two-class.ts'

/** One predictor by the name that the literature gives it, and what it reads: the length of the line, or past waits only. */
export interface FamilyMember { name: string; reads: 'length' | 'history'; predict: FamilyPredictor }

/** All predictors of the family, as baselines to be held against a forecast or experts to be mixed into one. */
export const FAMILY: readonly FamilyMember[] = [
  { name: 'QL', reads: 'length', predict: queueLengthWait },
  { name: 'fluid QL', reads: 'length', predict: fluidQueueLengthWait },
  { name: 'QLm', reads: 'length', predict: markovianWait },
  { name: 'QLm served', reads: 'length', predict: markovianServedWait },
  { name: 'QLr', reads: 'length', predict: refinedQueueLengthWait },
  { name: 'QLa', reads: 'length', predict: hazardWait },
  { name: 'QL by ages', reads: 'length', predict: agedHazardWait },
  { name: 'QLm(t)', reads: 'length', predict: scheduledWait },
  { name: 'QLm(t) Gaussian', reads: 'length', predict: scheduledGaussianWait },
  { name: 'two-class', reads: 'length', predict: twoClassWait },
  { name: 'LES', reads: 'history', predict: lastToEnterServiceWait },
  { name: 'HOL', reads: 'history', predict: headOfLineWait },
  { name: 'HOL refined', reads: 'history', predict: refinedHeadOfLineWait },
  { name: 'Avg-LES(10)', reads: 'history', predict: (situation) => meanOfLastWaits(situation) },
  { name: 'AvgC-LES', reads: 'history', predict: meanAtSameLength },
  { name: 'E-LES', reads: 'history', predict: extrapolatedWait },
  { name: 'P-LES', reads: 'history', predict: proportionalWait },
]
