export {
  basedOnSchema, channelSchema, contactStateSchema, displaySchema, displayTextSchema, dutySchema, epochSchema, freshForSecondsSchema, knownWaitSchema,
  noticeSchema, PROTOCOL_VERSION, revisionReasonSchema, revisionSchema, seqSchema, unknownReasonSchema, unknownWaitSchema, waitSchema,
} from './display.ts'
export type { BasedOn, Channel, ContactState, Display, DisplayText, Revision, RevisionReason, UnknownReason, Wait } from './display.ts'
export {
  boardSchema, countSchema, feedHealthSchema, feedStateSchema, freshSchema, queueStatusSchema, refusalCodeSchema, refusedSchema, toldLevelSchema, toldSchema,
} from './frames.ts'
export type { Board, Count, FeedHealth, FeedState, Fresh, QueueStatus, RefusalCode, Refused, Told, ToldLevel } from './frames.ts'
export { compareOrder } from './order.ts'
export type { Order } from './order.ts'
export { readBoard, readDisplay, readFresh, readRefused, readTold } from './read.ts'
export { protocolJsonSchema } from './json-schema.ts'
