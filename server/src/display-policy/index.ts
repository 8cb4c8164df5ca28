export * from './figures.ts'
export { createDisplayFold, restoreDisplayFold } from './display-fold.ts'
export { roundUpBound } from './bound-steps.ts'
export { BOUND_SHARE } from './shown-wait.ts'
