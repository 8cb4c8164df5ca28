import type { KeptEvidence, KeptTold } from '../../promise-evidence/index.ts'

/** How far what was told got, for a whole contact: its best. */
export type ToldClass = 'told' | 'served' | 'computed'
export const TOLD_CLASSES: readonly ToldClass[] = ['told', 'served', 'computed']

const reached = ({ levelAtMs }: KeptTold): boolean => levelAtMs.received !== undefined || levelAtMs.shown !== undefined || levelAtMs.played !== undefined

/** The contact's class, and what of it is scored: what reached the customer; of one who was only served, everything since; else the first bound (LE14). */
export function scoredTold(told: readonly KeptTold[]): { as: ToldClass; scored: readonly KeptTold[] } {
  const received = told.filter(reached)
  if (received.length > 0) return { as: 'told', scored: received }
  const served = told.findIndex(({ levelAtMs }) => levelAtMs.served !== undefined)
  return served >= 0 ? { as: 'served', scored: told.slice(served) } : { as: 'computed', scored: told.slice(0, 1) }
}

/** When a human answered first at or after an instant, or called back. */
export function answeredAfter({ answers, callback }: Pick<KeptEvidence, 'answers' | 'callback'>, atMs: number): number | undefined {
  const times = answers.flatMap((answer) => (answer.by === 'human' && answer.atMs >= atMs ? [answer.atMs] : []))
  if (callback?.reachedAtMs !== undefined && callback.reachedAtMs >= atMs) times.push(callback.reachedAtMs)
  return times.length === 0 ? undefined : Math.min(...times)
}

/** Whole-second sums, so that adding and taking back is exact. */
export type Scores = Map<string, number>

/**
 * Figures of what one contact was told, as counts and sums. A contact that hung up before its deadline says nothing of it and is
 * counted apart; one that waited beyond it and hung up was not kept.
 */
export function toldScores(evidence: KeptEvidence): Scores {
  const { as, scored } = scoredTold(evidence.told)
  const scores: Scores = new Map()
  const add = (figure: string, value = 1): void => { if (value !== 0) scores.set(`${as}.${figure}`, (scores.get(`${as}.${figure}`) ?? 0) + value) }
  let kept: boolean | undefined
  let revisions = 0
  for (const told of scored) {
    const answeredMs = answeredAfter(evidence, told.atMs)
    if (told.revision !== undefined && told.revision.toSeconds > told.revision.fromSeconds) revisions += 1
    if (told.position !== undefined && told.servedBefore !== undefined) addPlace(add, told.position - 1 - told.servedBefore)
    if (told.boundSeconds === undefined || told.deadlineMs === undefined) continue
    const overMs = answeredMs ?? evidence.endedAtMs ?? evidence.settledAtMs
    const inTime = overMs <= told.deadlineMs
    if (answeredMs === undefined && inTime) {
      add('censored')
      continue
    }
    add('bounds')
    if (inTime) add('covered')
    kept = (kept ?? true) && inTime
    if (answeredMs !== undefined) addError(add, told.boundSeconds, Math.max(0, Math.round((answeredMs - told.atMs) / 1000)))
  }
  if (kept !== undefined) {
    add('contacts')
    if (kept) add('kept')
  }
  if (revisions > 0) {
    add('revisions', revisions)
    add('revised')
  }
  return scores
}

type Add = (figure: string, value?: number) => void

function addError(add: Add, boundSeconds: number, actualSeconds: number): void {
  const error = Math.round(boundSeconds) - actualSeconds
  add('answered')
  add('error', error)
  add('absolute', Math.abs(error))
  add('square', error * error)
  add('bound', Math.round(boundSeconds))
  add('actual', actualSeconds)
}

function addPlace(add: Add, error: number): void {
  add('places')
  if (error === 0) add('placesExact')
  add('placeError', error)
  add('placeAbsolute', Math.abs(error))
}
