import * as z from 'zod'
import { readPortableLearning } from '../../../wait-forecast/index.ts'
import { HttpFault } from '../http-fault.ts'
import { readJson } from '../read-json.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { appended, json, param, type Handler } from './handler.ts'

/** It must fit into one entry of the log. */
const LARGEST_BYTES = 900 * 1024

export const learningRequestSchema = z.looseObject({
  format: z.literal('queuecast-learning', 'must be "queuecast-learning": write the file with backtest --learned'),
  v: z.literal(1, 'must be 1: write the file anew with this version'),
  checksum: z.string(),
  state: z.looseObject({}),
}).meta({ description: 'the file that `backtest --learned` wrote, unchanged' })
export const learningAnswerSchema = z.object({ logPosition: z.string() })

/** `PUT /learning`: what a backtest over history learned stands for what this center has learned so far. */
export const putLearning: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['admin'])
  const learning: unknown = await readJson(c.req.raw, learningRequestSchema, LARGEST_BYTES)
  try {
    readPortableLearning(learning)
  } catch (error) {
    const [field = 'learning', problem = 'cannot be read'] = (error instanceof Error ? error.message : '').split(/: (.*)/s)
    throw new HttpFault('invalid-field', problem, { field: field.replace(/^learning\./, ''), fix: 'send the file that backtest --learned wrote, unchanged' })
  }
  return json({ logPosition: await appended(deps.append(center.id, [{ kind: 'learning', learning }])) }, 202)
}
