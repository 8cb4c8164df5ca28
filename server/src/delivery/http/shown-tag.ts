import { createHash } from 'node:crypto'
import type { Display } from '@queuecast/client-sdk/protocol'
import { shownKey } from '../hub/shown-key.ts'

/**
 * The entity tag of a display: equal as long as what is *shown* is equal. Weak, since the time waited and freshness in the bytes
 * may differ; it differs by media type and language.
 */
export function shownTag(display: Display, mediaType: string): string {
  const hash = createHash('sha256').update(`${mediaType}\n${shownKey(display)}`).digest('base64url')
  return `W/"${hash.slice(0, 22)}"`
}

/** Weak comparison with an `If-None-Match` header. */
export function matchesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false
  const plain = (text: string): string => text.trim().replace(/^W\//, '')
  return ifNoneMatch.split(',').some((candidate) => candidate.trim() === '*' || plain(candidate) === plain(tag))
}
