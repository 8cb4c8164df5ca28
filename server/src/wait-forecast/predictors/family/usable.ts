/** A rate or duration by which can be divided. */
export const isPositive = (value: number | undefined): value is number => value !== undefined && value > 0 && value < Infinity
