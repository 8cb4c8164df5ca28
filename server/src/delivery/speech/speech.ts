/** What came of a sentence: its sound; no room now; or the engine's failure, for the log and not for callers. */
export type Spoken = { kind: 'sound'; wav: Uint8Array<ArrayBuffer> } | { kind: 'busy' } | { kind: 'failed'; detail: string }

/** 8 kHz is what telephones carry, 16 kHz their wide band; `engine` is as the engine gives it. */
export type WantedRate = 8000 | 16_000 | 'engine'

/** A local engine that speaks. */
export interface Speech {
  /** The program. */
  engine: string
  /** `lang`: BCP 47, of the words. */
  say(text: string, lang: string, rate: WantedRate): Promise<Spoken>
}
