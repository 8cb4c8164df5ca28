import { charterVersionsAt, type CharterInForce } from '../adoption/book.ts'
import { inScope } from '../verdict/context.ts'

/** How often those who wait are owed a word: at least each so many seconds, and no more often than. Absent where no charter says. */
export interface OwedCadence { mostSeconds?: number; leastSeconds?: number }

/** The same versions with only the rules on cadence; empty where none asks for one. */
export function cadenceVersions(versions: readonly CharterInForce[]): CharterInForce[] {
  return versions.map((version) => ({ ...version, charter: { ...version.charter, rules: version.charter.rules.filter(({ type }) => type === 'status-cadence') } }))
    .filter(({ charter }) => charter.rules.length > 0)
}

/** The strictest cadence that the versions in force owe the callers of a queue (CH33); an open value owes none. */
export function cadenceNow(versions: readonly CharterInForce[], queue: string | undefined, nowMs: number): OwedCadence {
  const rules = charterVersionsAt(versions, nowMs).flatMap(({ charter, adoption }) => charter.rules.filter((rule) =>
    adoption.exceptions?.includes(rule.id) !== true && inScope(rule, queue === undefined ? [] : [queue], 'voice')))
  const most = rules.flatMap((rule) => (rule.type === 'status-cadence' && typeof rule.maxGapSeconds === 'number' ? [rule.maxGapSeconds] : []))
  const least = rules.flatMap((rule) => (rule.type === 'status-cadence' && typeof rule.minGapSeconds === 'number' ? [rule.minGapSeconds] : []))
  return { ...(most.length === 0 ? {} : { mostSeconds: Math.min(...most) }), ...(least.length === 0 ? {} : { leastSeconds: Math.max(...least) }) }
}
