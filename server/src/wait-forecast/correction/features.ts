/** What the correction looks at, all of it known when a contact joins. Seconds unless named otherwise. */
export interface CorrectionInputs {
  /** Mean wait if served, as simulated. */
  plainSeconds: number
  /** Contacts ahead by learned order; those of about the same order count in part. */
  softAhead: number
  /** Credit that routing gives this contact's class, as learned. */
  creditSeconds: number
  /** Its `since` is earlier than its joining. */
  credited: boolean
  /** Mean of the last waits of those who were answered from the line. */
  recentWaitSeconds: number
  /** Arrivals of the last minutes over those of the last half hour. */
  quickening: number
  /** Mean of the last logarithms of outcome over simulated wait. */
  residual: number
}

/** Features scaled to about 1. */
export function featuresOf(inputs: CorrectionInputs): number[] {
  const plain = inputs.plainSeconds / 60
  return [
    1, plain, inputs.softAhead / 3, inputs.creditSeconds / 60, inputs.credited ? 1 : 0, inputs.recentWaitSeconds / 60, inputs.quickening,
    inputs.residual / 0.5, inputs.residual * plain,
  ]
}
/** Where `plainSeconds` stands, for the first weights. */
export const PLAIN_FEATURE = 1
export const FEATURES = 9
/** Plain seconds of one unit of that feature. */
export const PLAIN_UNIT_SECONDS = 60
