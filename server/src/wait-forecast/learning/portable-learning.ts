import * as z from 'zod'
import type { Learning } from '../forecaster-contract.ts'
import { CenterLearning, type LearningState } from './center-learning.ts'

/** What one learning knows, to begin another with: `backtest --learned`, `PUT /learning`. JSON-safe. */
export interface PortableLearning { format: 'queuecast-learning'; v: 1; checksum: string; state: LearningState }

const portableSchema = z.strictObject({
  format: z.literal('queuecast-learning', 'must be "queuecast-learning": write the file with backtest --learned'),
  v: z.literal(1, 'must be 1: write the file anew with this version'),
  checksum: z.string(),
  state: z.looseObject({ v: z.literal(1) }),
})

/** What lasts of a learning: laws, rates, credits, corrections and calibration, without contacts that wait or are served. */
export function portableLearning(learning: Learning): PortableLearning {
  const state = withoutPresent(learning.snapshot() as LearningState)
  return { format: 'queuecast-learning', v: 1, checksum: checksumOf(state), state }
}

/** Reads what `portableLearning` gave; throws a TypeError that names the field where it is something else, or was changed. */
export function readPortableLearning(value: unknown): PortableLearning {
  const read = portableSchema.safeParse(value)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new TypeError(`${['learning', ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'is not a learning'}`)
  }
  const portable = value as PortableLearning
  if (checksumOf(portable.state) !== portable.checksum) {
    throw new TypeError('learning.checksum: does not fit the state, which was changed or cut off; write the file anew with backtest --learned')
  }
  return portable
}

/** A learning that knows what was learned elsewhere, and of the present what `current` knows. */
export function adoptLearning(current: Learning, { state }: PortableLearning): Learning {
  const now = current.snapshot() as LearningState
  const learned = structuredClone(state)
  const adopted: LearningState = { ...learned, pickUp: { ...learned.pickUp, pending: now.pickUp.pending }, severalQueues: now.severalQueues }
  if (now.said) adopted.said = now.said
  if (now.saidGone) adopted.saidGone = now.saidGone
  if (now.judgedMs !== undefined) adopted.judgedMs = now.judgedMs
  if (learned.inferred && now.inferred) {
    const agents = new Map(learned.inferred.agents.agents)
    for (const [id, memory] of now.inferred.agents.agents) {
      const known = agents.get(id)
      const { queue, serving, inSpell, endedMs } = memory
      agents.set(id, known ? { ...known, queue, serving, inSpell, ...(endedMs === undefined ? {} : { endedMs }) } : memory)
    }
    adopted.inferred = {
      ...learned.inferred, labels: now.inferred.labels, agents: { ...learned.inferred.agents, agents: [...agents], open: now.inferred.agents.open },
    }
  }
  return new CenterLearning(adopted)
}

/** Nobody waits and nobody is served; what was idle then is no exposure later. */
function withoutPresent(state: LearningState): LearningState {
  const queues = Object.fromEntries(Object.entries(state.queues).map(([id, queue]) => [id, { ...queue, throughput: { ...queue.throughput, nonEmpty: false } }]))
  const { inferred } = state
  return {
    ...state, queues, severalQueues: [], said: [], saidGone: [], judgedMs: 0, pickUp: { ...state.pickUp, pending: [] },
    ...(inferred && {
      inferred: {
        ...inferred, labels: { open: [], gone: [] },
        agents: {
          open: [], agents: inferred.agents.agents.map(([id, memory]) => [id, { ...memory, serving: 0, inSpell: false }]),
          queues: inferred.agents.queues.map(([id, gaps]) => [id, { ...gaps, nonEmpty: false }]),
        },
      },
    }),
  }
}

/** Of the state's JSON text, by FNV-1a in two lanes: finds what was cut off or edited, and is no proof of origin. */
function checksumOf(state: unknown): string {
  const text = JSON.stringify(state)
  let a = 0x811c9dc5, b = 0x01000193
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code ^ (at & 0xff), 0x5bd1e995)
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0')
}
