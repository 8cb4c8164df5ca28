/** What rules promise, in the words of a customer. `{…}` is filled in; a share below all cases follows in `inShare`. */
export interface RuleWords {
  within: string; mean: string; meanOfBest: string; over: string; answered: string; abandonment: string; busy: string
  callbackAfter: string; callbackExpected: string; callbackDone: string; callbackDoneFree: string
  announceWait: string; announcePosition: string; cadence: string; respected: string; overstatement: string; statusAge: string; revisions: string
  exception: string; exceptionToWaiting: string; transfers: string; transferWithin: string; reply: string
  costFree: string; costMost: string; costAllowed: string; noDisconnect: string; fifo: string; reachable: string; human: string; humanWithin: string
  language: string; menu: string; menuMost: string; noAdvertising: string; advertisingConsent: string; remedy: string; publication: string; accessible: string; disclosure: string
  /** Deadlines. */
  inTime: string; nextWorkingDay: string; workingDays: string; orNextWorkingDay: string; orAfterOpening: string
  inShare: string
  /** Stands where the source leaves a value open. */
  open: string
}
