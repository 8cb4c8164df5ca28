export { CenterFold, FOLD_VERSION } from './center-fold.ts'
export { PartitionFold, OUTAGE_AFTER_MS, type FoldResult } from './partition-fold.ts'
export { startNode, type NodeOptions, type QueuecastNode } from './node.ts'
export { createDisplaySource, FRESH_FOR_SECONDS } from './display-source.ts'
