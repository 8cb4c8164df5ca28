import type { ReadBody } from './read-body.ts'
import type { SignedRequest, Verdict } from './signature/verify.ts'
import type { Payload, Translation } from './translate.ts'
import type { Helpers } from './value.ts'

/** A kind of source that pushes to `POST /feeds/{name}`: a mapping, or a room of its own. One instance a feed. */
export interface PushSource {
  /** What a delivery is answered where all went well. */
  answer: 200 | 202 | 204
  /** Checks the vendor's own proof; a request with the feed's key needs none. */
  verify(request: SignedRequest): Verdict
  read(bytes: Uint8Array): ReadBody
  /** Pure, but for what `help` gives. */
  translate(payload: Payload, help: Helpers): Translation
  /** Further personal names of a payload's fields, and names to keep. */
  redaction: { personal: readonly string[]; keep: readonly string[] }
  /** The answer to a vendor's GET that asks whether the address is ours; undefined where it is refused. */
  challenge?(query: Readonly<Record<string, string>>): string | undefined
  /** What the carrier of this delivery must read in the answer to count it as delivered; undefined where ours will do. */
  receipt?(headers: Readonly<Record<string, string>>, nowMs: number): Readonly<Record<string, string | number>> | undefined
  /** Told of a payload once the log has its events. */
  taken?(payload: Payload, help: Helpers): void
}
