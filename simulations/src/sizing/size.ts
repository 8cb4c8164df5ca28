import type { Costs } from './costs.ts'
import { EVENTS_A_CONTACT } from './events-a-contact.ts'

/** What is asked of an installation. */
export interface Load {
  name: string
  eventsPerSecond: number
  /** Contacts that end in a second. */
  endedPerSecond: number
  waiting: number
  connected: number
  /** Displays that one connected customer gets in a second, on average. */
  displaysPerCustomerPerSecond: number
  /** Days that Redis keeps the evidence (`storeDays`). */
  storeDays: number
}

/** How it is laid out. */
export interface Layout {
  /** Groups of nodes; each group serves its own share of the partitions. */
  groups: number
  nodesPerGroup: number
  redisMasters: number
}

/** A process has one core for its work; above this share of it, p99 rises. */
export const USABLE_CORE = 0.6
/** A node's heap is kept below this, so that collecting garbage does not stop it for long. */
export const USABLE_NODE_BYTES = 3 * 1024 ** 3
/** Two of three nodes of a group carry it alone while one is away. */
export const LEAST_NODES = 2
/** An ended contact is kept this long, so that a late event finds it. */
export const ENDED_KEPT_SECONDS = 3600
/** The log keeps at least this long. */
export const KEPT_SECONDS = 600
/** Resident memory of a node that does nothing yet. */
export const EMPTY_NODE_BYTES = 150 * 1024 ** 2
/** As many seconds of its busiest an installation is taken to have in a day. */
export const BUSY_SECONDS_A_DAY = 6 * 3600
/** A master's memory for the evidence; more, and a failover takes long. */
export const USABLE_REDIS_BYTES = 32 * 1024 ** 3
/** All come back within this time after a group's restart. */
export const RECONNECT_SECONDS = 60

/** What one node and one Redis master carry in a layout; shares of a core, bytes, bytes a second. */
export interface Carried {
  nodeFoldCores: number
  nodeDeliveryCores: number
  nodeCores: number
  nodeBytes: number
  redisCores: number
  redisBytes: number
  /** Of it, the evidence. */
  redisLedgerBytes: number
  redisInBytesPerSecond: number
  redisOutBytesPerSecond: number
  customerBytesPerSecond: number
  reconnectCores: number
  /** What is nearest to its limit, as share of it. */
  first: { part: string; share: number }
}

/** Each node folds all of its group; sockets divide by all nodes; a master has its share of the partitions and feeds each of their nodes. */
export function carried({ eventsPerSecond, endedPerSecond, waiting, connected, displaysPerCustomerPerSecond, storeDays }: Load, { groups, nodesPerGroup, redisMasters }: Layout, costs: Costs): Carried {
  const nodes = groups * nodesPerGroup
  const displays = connected * displaysPerCustomerPerSecond
  const nodeFoldCores = foldCores(eventsPerSecond, endedPerSecond, costs) / groups
  const nodeDeliveryCores = displays / nodes * costs.delivery / 1e6
  const nodeBytes = EMPTY_NODE_BYTES + (waiting * costs.waiting + endedPerSecond * ENDED_KEPT_SECONDS * costs.ended) / groups + connected / nodes * costs.customer
  const redisCores = redisCoresFor(eventsPerSecond, endedPerSecond, costs) / redisMasters
  const redisLedgerBytes = ledgerBytes(endedPerSecond, storeDays, costs) / redisMasters
  const redisBytes = eventsPerSecond / redisMasters * costs.redisMemory * KEPT_SECONDS + redisLedgerBytes
  const parts = [
    { part: 'fold', share: (nodeFoldCores + nodeDeliveryCores) / USABLE_CORE, is: nodeFoldCores >= nodeDeliveryCores },
    { part: 'delivery', share: (nodeFoldCores + nodeDeliveryCores) / USABLE_CORE, is: nodeFoldCores < nodeDeliveryCores },
    { part: 'memory of a node', share: nodeBytes / USABLE_NODE_BYTES, is: true },
    { part: 'core of Redis', share: redisCores / USABLE_CORE, is: true },
    { part: 'memory of Redis', share: redisBytes / USABLE_REDIS_BYTES, is: true },
  ].filter(({ is }) => is).sort((a, b) => b.share - a.share)
  const [first = { part: 'nothing', share: 0 }] = parts
  return {
    nodeFoldCores, nodeDeliveryCores, nodeCores: nodeFoldCores + nodeDeliveryCores, nodeBytes, redisCores,
    redisBytes, redisLedgerBytes,
    redisInBytesPerSecond: eventsPerSecond / redisMasters * costs.redisIn,
    redisOutBytesPerSecond: eventsPerSecond / redisMasters * costs.redisOut * nodesPerGroup,
    customerBytesPerSecond: displays * costs.deliveryBytes,
    reconnectCores: connected / nodes * costs.connect / 1e6 / RECONNECT_SECONDS,
    first: { part: first.part, share: first.share },
  }
}

/**
 * Of a whole group. What an event of a center at work costs holds the settling of a contact for every six; where more or fewer end, their
 * settling is added or taken off. Each node of a group settles all contacts; that only one writes evidence and snapshots is not taken off.
 */
const foldCores = (eventsPerSecond: number, endedPerSecond: number, costs: Costs): number =>
  (eventsPerSecond * costs.event + moreEnded(eventsPerSecond, endedPerSecond) * costs.settled) / 1e6

const redisCoresFor = (eventsPerSecond: number, endedPerSecond: number, costs: Costs): number =>
  (eventsPerSecond * costs.redisEvent + moreEnded(eventsPerSecond, endedPerSecond) * costs.redisSettled) / 1e6

const moreEnded = (eventsPerSecond: number, endedPerSecond: number): number => endedPerSecond - eventsPerSecond / EVENTS_A_CONTACT

/** The evidence of all contacts of the days that the store keeps. */
const ledgerBytes = (endedPerSecond: number, storeDays: number, costs: Costs): number => endedPerSecond * BUSY_SECONDS_A_DAY * storeDays * costs.ledger

/** The smallest layout in which nothing is above its limit: groups for the fold, nodes for the sockets, masters for Redis. */
export function layoutFor(load: Load, costs: Costs): Layout {
  const folding = foldCores(load.eventsPerSecond, load.endedPerSecond, costs)
  // Half of what a node may use is for folding where folding alone would fill it, so that sockets have the other half.
  const groups = Math.max(1, Math.ceil(folding / (USABLE_CORE / 2)), Math.ceil((load.waiting * costs.waiting + load.endedPerSecond * ENDED_KEPT_SECONDS * costs.ended) / (USABLE_NODE_BYTES / 2)))
  const logBytes = load.eventsPerSecond * costs.redisMemory * KEPT_SECONDS
  const redisMasters = Math.max(1, Math.ceil(redisCoresFor(load.eventsPerSecond, load.endedPerSecond, costs) / USABLE_CORE), Math.ceil((logBytes + ledgerBytes(load.endedPerSecond, load.storeDays, costs)) / USABLE_REDIS_BYTES))
  let nodesPerGroup = LEAST_NODES
  // One node of the group may be away.
  while (carried(load, { groups, nodesPerGroup: nodesPerGroup - 1, redisMasters }, costs).first.share > 1 && nodesPerGroup < 1_000) {
    const { first } = carried(load, { groups, nodesPerGroup: nodesPerGroup - 1, redisMasters }, costs)
    if (first.part.endsWith('Redis')) break
    nodesPerGroup += 1
  }
  return { groups, nodesPerGroup, redisMasters }
}
