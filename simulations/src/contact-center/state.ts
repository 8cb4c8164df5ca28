import type { AgentGroup, ContactType } from './model.ts'

/** One stay of a contact in a line, and the service that ends it. */
export interface Contact {
  /** The same in all its stays. */
  number: number
  /** 0, and one more after each transfer. */
  stay: number
  type: TypeState
  queuedSeconds: number
  /** Orders the line, after priority. */
  sinceSeconds: number
  handleSeconds: number
  /** Infinity for who never gives up. */
  leavesAtSeconds: number
  /** A ghost gave up: it takes no agent, and shows when it would have been served. */
  phase: 'waiting' | 'ghost' | 'with-agent' | 'ended'
  callback: 'none' | 'accepted' | 'tried'
  /** When the agent took it. */
  answeredSeconds: number
  /** Its handle time's factor by the agent's load. */
  slower: number
}

export interface Agent {
  name: string
  group: GroupState
  present: boolean
  /** Takes no more, and goes as this when the last contact ends. */
  leavesAs?: 'not-ready' | 'signed-out'
  /** Contacts and their after-work. */
  load: number
  afterWork: boolean
  /** Why it is not there. */
  absentAs: 'not-ready' | 'signed-out'
  freeSinceSeconds: number
}

export interface TypeState extends Omit<ContactType, 'groups'> {
  index: number
  /** In the order of the line; ghosts among them. */
  line: Contact[]
  groups: GroupState[]
  /** Of the last who was served: what an announcement says. */
  lastWaitSeconds: number
}

export interface GroupState extends AgentGroup {
  agents: Agent[]
  serves: TypeState[]
}

/** What happens by itself at an instant. */
export type Happening =
  | { kind: 'arrival'; type: TypeState }
  | { kind: 'single-arrival'; type: TypeState }
  | { kind: 'patience-ends'; contact: Contact }
  | { kind: 'contact-ends'; contact: Contact; agent: Agent }
  | { kind: 'after-work-ends'; contact: Contact; agent: Agent; beganSeconds: number }
  | { kind: 'attempt-ends'; contact: Contact; agent: Agent }
  | { kind: 'callback-offer'; contact: Contact }
  | { kind: 'look'; contact: Contact }
  | { kind: 'opens'; type: TypeState; open: boolean; reopensSeconds?: number }
  /** `change` agents more (or fewer) in a group. */
  | { kind: 'staff'; group: GroupState; change: number; as: 'not-ready' | 'signed-out'; announced: boolean }
  /** One agent's own shift or break. */
  | { kind: 'shift'; agent: Agent; present: boolean; as: 'not-ready' | 'signed-out'; announced: boolean }
