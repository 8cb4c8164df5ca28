/** The words of the element's own controls; what is said of the wait itself comes with the display. `{…}` is filled in. */
export interface ElementWords {
  readonly pause: string
  readonly resume: string
  /** `{time}`: when what stands on the screen was true. */
  readonly pausedAt: string
  readonly unavailable: string
  readonly offline: string
  /** `{from}` and `{to}` in whole minutes. */
  readonly range: string
  readonly expectTurn: string
  readonly callback: string
  readonly phone: string
  readonly ask: string
  readonly cancel: string
  readonly asking: string
  readonly askedShort: string
  readonly asked: string
  readonly notOffered: string
  readonly notTaken: string
  readonly badPhone: string
  readonly alert: string
  readonly alertOn: string
  readonly nearly: string
  readonly turn: string
}
