import type { AgentState } from './model.ts'
import type { Agent, Contact, TypeState } from './state.ts'

/** What a run tells whoever looks on. Instants in seconds of simulated time. */
export interface Observer {
  queued?(contact: Contact, nowSeconds: number): void
  answered?(contact: Contact, agent: Agent, nowSeconds: number): void
  abandoned?(contact: Contact, nowSeconds: number): void
  /** The contact's end, before the agent's after-work. */
  handled?(contact: Contact, agent: Agent, nowSeconds: number): void
  /** Passed on by the agent, who is done with it; `queued` follows for the new stay. */
  transferred?(contact: Contact, to: TypeState, agent: Agent, nowSeconds: number): void
  refused?(type: TypeState, nowSeconds: number): void
  opened?(type: TypeState, open: boolean, reopensSeconds: number | undefined, nowSeconds: number): void
  callback?(contact: Contact, step: 'offered' | 'accepted' | 'attempted' | 'no-answer' | 'reached' | 'expired', agent: Agent | undefined, nowSeconds: number): void
  agentState?(agent: Agent, state: AgentState, nowSeconds: number): void
  /** The moment a contact is, or would have been, served: the end of its virtual wait. */
  virtualStart?(contact: Contact, nowSeconds: number): void
  /** A waiting contact at queueing and each full `lookEverySeconds` of waiting. */
  look?(contact: Contact, nowSeconds: number): void
}
