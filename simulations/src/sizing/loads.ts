import { EVENTS_A_CONTACT } from './events-a-contact.ts'
import type { Load } from './size.ts'

/**
 * From one help desk to the national scale of 10,000 centers. An event moves a line; of a line of 100 those near its head hear
 * of each change and the others seldom: conflated, a customer gets about one display in three seconds.
 */
const DISPLAYS = 1 / 3

/** The ledger's own default. */
export const STORE_DAYS = 35
/** Where 35 days do not fit: the sealed files have the rest, and a node may be away for as long. */
const FEW_DAYS = 2

const load = (name: string, eventsPerSecond: number, waiting: number, connected: number, storeDays = STORE_DAYS): Load => ({ name, storeDays, eventsPerSecond, endedPerSecond: eventsPerSecond / EVENTS_A_CONTACT, waiting, connected, displaysPerCustomerPerSecond: DISPLAYS })

export const LOADS: readonly Load[] = [
  load('a help desk', 5, 50, 50),
  load('a large center', 200, 1_000, 1_000),
  load('a region, 100 centers', 2_000, 10_000, 10_000, FEW_DAYS),
  load('a provider, 1,000 centers', 20_000, 100_000, 100_000, FEW_DAYS),
  load('the nation, 10,000 centers', 200_000, 1_000_000, 1_000_000, FEW_DAYS),
]
