import type { VerdictStatus } from '../../../charter/index.ts'

/** The words of the charter's page and of the label. `{…}` is filled in. */
export interface CharterWords {
  title: string; lead: string; adheredSince: string; graceUntil: string; own: string; draft: string; noCharter: string; alsoPromised: string; notKeptHere: string; computing: string
  now: string; period: string; before: string; ofContacts: string; ofOneContact: string; measure: string;
  status: Record<VerdictStatus, string>; excepted: string; declared: string; noCases: string; notMeasuredYet: string; callbackMissing: string; grace: string
  channels: string; waitNow: string; cost: string; perMinute: string; freeWhileWaiting: string; costUnknown: string
  typical: string; typicalLead: string; hour: string; half: string; nineInTen: string; contacts: string; tooFew: string; notMeasured: string; asTable: string; noChannels: string
  minutesAxis: string; updated: string; ownMeasurement: string; forInspectors: string; report: string; accuracy: string; embed: string; embedLead: string; copy: string
  label: { kept: string; notKept: string; notMeasured: string; expired: string; none: string; promise: string; rules: string; n: string; own: string; alt: string }
}
