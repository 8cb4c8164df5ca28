import type { AgentView } from '../view.ts'
import { freeSlotsOf } from './free-slots.ts'
import type { Written } from './last-writer.ts'

export type AgentState = AgentView['state']

/** What is kept of one agent; each attribute has its own last writer. */
export interface AgentMemory {
  id: string
  state?: Written<AgentState>
  /** The feed that told the state last. */
  feed?: string
  queues?: Written<string[]>
  capacity?: Written<number>
  /** Until when the state is said to last, epoch milliseconds; of the state's own writer. */
  untilMs?: number
  /** Queue → log time when last seen serving it. */
  seen: Record<string, number>
}
export interface AgentRecord extends AgentMemory { serving: Map<string, { queue: string; startedAtMs: number }>; view?: AgentView }

export const isOut = ({ state }: AgentRecord): boolean => state?.value === 'signed-out'
export const stateOf = ({ state, serving }: AgentRecord): AgentState => state?.value ?? (serving.size > 0 ? 'on-contact' : 'available')
export const capacityOf = ({ capacity }: AgentRecord): number => capacity?.value ?? 1
export const slotsOf = (agent: AgentRecord): number => freeSlotsOf(stateOf(agent), capacityOf(agent), agent.serving.size)

/** The queues it said it serves, while it is signed in. */
export const toldQueues = (agent: AgentRecord): readonly string[] => agent.state === undefined || isOut(agent) ? [] : (agent.queues?.value ?? [])
