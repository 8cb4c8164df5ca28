import type { EventOf } from '@queuecast/server/contact-center'
import type { Law } from './laws.ts'
import type { Step } from './steps.ts'

/** A simulated contact center as data. All instants are seconds of simulated time from its start. */
export interface CenterModel {
  types: readonly ContactType[]
  groups: readonly AgentGroup[]
  /** Nobody arrives from here on; who waits then is still served while anyone is there to serve. */
  endSeconds: number
  /** Every arrival rate of one run is multiplied by one gamma draw of mean 1 and this shape: some days are busier. */
  busynessShape?: number
  /** Agents who go without notice, and come back. */
  absences?: readonly { group: string; agents: number; fromSeconds: number; toSeconds: number }[]
}

/** Contacts that are alike: where they wait, how long they take, who serves them. */
export interface ContactType {
  type: string
  /** Several types may wait in one queue. */
  queue: string
  channel: NonNullable<EventOf<'contact.queued'>['channel']>
  /** Larger is served first, 0 unless given. */
  priority?: number
  /** A credit: it stands in line as if it had come this much earlier. */
  creditSeconds?: number
  arrivalsPerHour: readonly Step[]
  /** Contacts that wait already when the simulation starts. */
  atStart?: number
  /** When contacts are taken in; outside they are refused, `closed`. Always, unless given. */
  open?: readonly Span[]
  /** Groups it is offered to, in order; unless given, all that serve it in the order of the model. */
  groups?: readonly string[]
  handle: Law
  /** After the contact, before the agent is free. */
  afterWork?: Law
  patience: Law
  /**
   * On joining they are told the wait of the last who was served: of those with less patience a share hangs up within ten
   * seconds; all others have the new patience, if one is given.
   */
  announcement?: { leaveShare: number; newPatience?: Law }
  transfer?: { share: number; to: string; keepsPlace: boolean }
  /** Offered after this wait; who accepts keeps the place and hangs up. An attempt takes an agent 25 s and may find nobody; after the second the callback expires. */
  callback?: { afterSeconds: number; acceptShare: number; noAnswerShare: number }
  /** Of those who give up, this share calls again, as a new contact. */
  retrial?: { share: number; after: Law }
}

/** Agents who serve the same types in the same way. */
export interface AgentGroup {
  group: string
  /** Best first. */
  types: readonly string[]
  /** What a freed agent takes: the contact that comes first in the order of the line (default), or the first type that has one. */
  picks?: 'line-order' | 'types-in-order'
  /** How many contacts an agent serves at once, 1 unless given. */
  slots?: number
  /** Handle time is multiplied by this, by how many contacts the agent then has (first: one). */
  slowerByLoad?: readonly number[]
  /** How many are there: who is surplus finishes the contact; the idle go first. */
  staff?: readonly Step[]
  /** Or who is there when: each for so many agents. */
  shifts?: readonly Shift[]
  /** At the end they stay until nobody they serve waits. */
  staysUntilServed?: boolean
}
export interface Span { fromSeconds: number; toSeconds: number }
/** These agents are there in each span, less their breaks. A contact in hand delays either. */
export interface Shift { agents: number; present: readonly Span[]; breaks?: readonly Span[] }

export type AgentState = EventOf<'agent.state'>['state']
