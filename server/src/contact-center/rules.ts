import type { CenterFacts } from './facts.ts'

/**
 * The newest rules of this fold. What a log says under older ones stays as it was: a center follows those that its configuration
 * in the log names, so that all nodes change at one place of it, and a node that cannot follow them is not ready.
 */
export const FOLD_RULES = 5

/** From these rules on the order of life decides between two events of a contact that carry one time (CC40). */
export const RULES_BY_LIFE = 2

/** From these rules on events that were set aside can be replayed; older versions would take one for news of its feed. */
export const RULES_WITH_REPLAY = 2

/** From these rules on a feed whose clock was set back is noticed after ten events (CC46). */
export const RULES_WITH_STEPS = 3

/**
 * From these rules on so is one that was set ahead, or was ahead and was set right (CC47), and a contact keeps the clock that it came
 * by (CC48).
 */
export const RULES_WITH_BOTH_STEPS = 4

/** From these rules on the ledger may keep evidence packed (LE28), which older versions cannot read. The fold itself is as under rules 4. */
export const RULES_WITH_PACKED_EVIDENCE = 5

/** The rules that a center follows. */
export const rulesOf = ({ rules }: Pick<CenterFacts, 'rules'>): number => rules ?? 1
