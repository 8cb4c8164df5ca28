import type { VerdictReason, VerdictStatus } from '../../../charter/index.ts'

/** The words of the report, of the inspector's path and of the page of accuracy. `{…}` is filled in. */
export interface ReportWords {
  title: string; lead: string; from: string; to: string; show: string; print: string; json: string; csv: string; computing: string; noLedger: string; asOf: string; summary: string; version: string; rule: string; verdict: string; what: string
  status: Record<VerdictStatus, string>; reason: Record<VerdictReason, string>
  window: string; running: string; figure: string; target: string; n: string; interval: string; method: string; threshold: string; otherFormulas: string; meanOfAll: string
  counts: string; answered: string; answeredWithin: string; abandoned: string; abandonedWithin: string; lost: string; busy: string; kept: string; notKept: string
  excluded: string; exempt: string; exemptTime: string; exemptWith: string; aside: string; unmeasured: string; measured: string; outage: string; reasons: string; corrections: string; corrected: string; before: string
  outlook: string; stricter: string; quorum: string; open: string; notes: string; source: string; basis: Record<string, string>; seen: Record<string, string>; atLeast: string; atMost: string;
  contactsBehind: string; contactsOf: string; contactsTitle: string; contactsLead: string; contactsMost: string; contactsNone: string; needInspect: string; contact: string; page: string; previous: string; next: string; back: string; toReport: string
  storyTitle: string; storyLead: string; storyNone: string; storyRules: string; storyVersions: string; noVersion: string; chain: string; chainText: string; correctedAt: string; after: string
  outcome: Record<'kept' | 'not-kept' | 'exempt' | 'aside' | 'unmeasured', string>
  event: {
    dialled: string; connected: string; chose: string; humanAsked: string; queued: string; withHuman: string; withBot: string; withRecording: string; abandoned: string; left: string; refused: string; transferred: string; customerReplied: string
    offered: string; accepted: string; attempted: string; reached: string; cancelled: string; expired: string; ended: string
    told: string; toldNothing: string; place: string; bound: string; revision: string; duty: string; levels: Record<'computed' | 'served' | 'received' | 'shown' | 'played', string>
  }
  accuracyTitle: string; accuracyLead: string; allQueues: string; queue: string; told: string; served: string; computed: string; toldNote: string
  keptShare: string; coverage: string; bounds: string; unknownOutcome: string; mae: string; rmse: string; bias: string; tightness: string; revised: string; revisions: string; places: string; byDay: string; byHour: string
  coverageNote: string; biasNote: string; revisedNote: string; thinNote: string; seconds: string; noneTold: string
  outages: string; outagesLead: string; outagesNone: string; outageKind: Record<'own' | 'feed' | 'display', string>; duration: string; totals: string; totalsLead: string; totalsNone: string; totalsEqual: string; day: string; ours: string; theirs: string; difference: string; offered: string
  otherCharters: string; otherVersions: string; notRecorded: string; recorded: string
  heads: string; headsLead: string; headsNone: string; headsElsewhere: string; newest: string; left: string; headWay: Record<'webhook' | 'mail' | 'time-stamp', string>; headBy: string; headNever: string; headWaits: string
  measuredTime: string; ledgerBegins: string; methodTitle: string; methodText: readonly string[]; plotAndTable: string
}
