import { meanOf, type ProductFormula } from './moment.ts'

/** Twilio's `AvgQueueTime`: how long those in the queue have waited so far, on average; no forecast at all. (API documentation.) */
export const twilioAverage: ProductFormula = ({ elapsedSeconds }) => meanOf(elapsedSeconds) ?? 0
