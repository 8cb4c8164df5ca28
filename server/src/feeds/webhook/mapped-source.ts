import type { CompiledMapping } from './compile-mapping.ts'
import type { PushSource } from './push-source.ts'
import { readBody } from './read-body.ts'
import { verifySignature } from './signature/verify.ts'
import { translatePayload } from './translate.ts'

/** A feed whose payloads a mapping translates. Without a secret only the feed's key opens it. */
export function mappedSource(mapping: CompiledMapping, secrets: readonly string[]): PushSource {
  const { signature, body, answer, personal, keep } = mapping.file
  return {
    answer,
    verify: (request) => verifySignature(secrets.length === 0 ? { scheme: 'feed-key' } : signature, secrets, request),
    read: (bytes) => readBody(bytes, body),
    translate: (payload, help) => translatePayload(mapping, payload, help),
    redaction: { personal, keep },
  }
}
