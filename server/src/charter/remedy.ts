import type { RuleOf } from './schema/rule-types.ts'

export type Rung = NonNullable<RuleOf<'remedy'>['ladder']>[number]

/** The rung of a ladder of remedies that a delay reaches: from its beginning on, up to its end (not included). Undefined below the ladder, or where it is open. */
export function remedyFor(rule: Pick<RuleOf<'remedy'>, 'ladder'>, delaySeconds: number): Rung | undefined {
  return rule.ladder?.filter((rung) => delaySeconds >= rung.fromSeconds && delaySeconds < (rung.toSeconds ?? Infinity)).at(-1)
}
