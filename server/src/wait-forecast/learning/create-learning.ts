import * as z from 'zod'
import type { CreateLearning, RestoreLearning } from '../forecaster-contract.ts'
import { CenterLearning, type LearningState } from './center-learning.ts'

export const createLearning: CreateLearning = () => new CenterLearning()

const headSchema = z.looseObject({ v: z.literal(1), queues: z.looseObject({}) })

/** Continues exactly as the learning whose snapshot this is. Throws where it is not a snapshot of this version. */
export const restoreLearning: RestoreLearning = (snapshot) => {
  const head = headSchema.safeParse(snapshot)
  if (!head.success) throw new TypeError('snapshot: must be what snapshot() of a learning of version 1 gave; restore from an older round')
  return new CenterLearning(JSON.parse(JSON.stringify(snapshot)) as LearningState)
}
