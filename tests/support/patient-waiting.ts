/**
 * `vi.waitFor` and `vi.waitUntil` give up after one second unless told otherwise, which is a limit for speed: on
 * a shared machine a whole second can pass between two steps of a sound program. Here they wait as long as a test
 * may hang. A limit that a test states itself is left as it is.
 */
import { vi } from 'vitest'

type Limits = number | { timeout?: number; interval?: number } | undefined
const HANGING = { timeout: 45_000, interval: 20 }
const patient = (limits: Limits): { timeout?: number; interval?: number } =>
  ({ ...HANGING, ...(typeof limits === 'number' ? { timeout: limits } : limits) })

const { waitFor, waitUntil } = vi
vi.waitFor = (assertion, limits) => waitFor(assertion, patient(limits))
vi.waitUntil = (condition, limits) => waitUntil(condition, patient(limits))
