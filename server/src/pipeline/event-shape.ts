import { shapeOf } from './shape-of.ts'

const SLUG = /^[a-z0-9-]{1,64}$/
const isSlug = (value: unknown): boolean => typeof value === 'string' && SLUG.test(value)
/** Fields that name a queue, a kind or an instant, and what their values must look like to be shown. Ids and free texts are not among them. */
const SHOWN: Record<string, (value: unknown) => boolean> = {
  type: (value) => typeof value === 'string' && /^[a-z]+\.[a-z-]+$/.test(value),
  time: Number.isSafeInteger, since: Number.isSafeInteger, priority: (value) => Number.isInteger(value) && Math.abs(value as number) <= 1_000_000,
  queue: isSlug, queues: (value) => Array.isArray(value) && value.every(isSlug), channel: isSlug, kind: isSlug, by: isSlug, to: isSlug, state: isSlug, mode: isSlug, outcome: isSlug,
  open: (value) => typeof value === 'boolean', keepsPlace: (value) => typeof value === 'boolean',
}

/** What an event looks like, for a person who is to mend what refused it: times, queues and kinds as they are, all else by its shape. */
export function eventShape(event: object): unknown {
  const shape = shapeOf(event)
  if (typeof shape !== 'object' || shape === null) return shape
  const judged = Object.entries(event).filter(([name]) => Object.hasOwn(SHOWN, name)).map(([name, value]: [string, unknown]) => [name, SHOWN[name]?.(value) === true ? value : shapeOf(value)])
  return { ...shape, ...Object.fromEntries(judged) as object }
}
