/** The shares of people who are answered within a quantile. */
export const SHARES = [0.1, 0.5, 0.9] as const
export type Share = (typeof SHARES)[number]

/** Standard normal quantiles of the shares. */
export const NORMAL_QUANTILE: Record<Share, number> = { 0.1: -1.2815515655446004, 0.5: 0, 0.9: 1.2815515655446004 }
