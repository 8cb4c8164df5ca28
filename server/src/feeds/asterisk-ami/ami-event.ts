/** One parsed AMI event: header names to values, as they came. */
export type AmiEvent = Readonly<Record<string, string>>

/** Wire paths and documents take these names, so no queue may have them as its id. */
const RESERVED = new Set(['v1', 'docs', 'demo', 'healthz', 'readyz', 'metrics'])

/** FNV-1a, 32 bit, base 36: tells two names apart whose letters make the same id. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

/**
 * The queue id for a vendor's queue name: lower case, diacritics dropped, all else but a–z, 0–9 becomes `-`, at most 64.
 * A name whose letters leave nothing, or only a reserved word, gets an id of its own. Two names can make the same id
 * (`a_b`, `a-b`): where that happens, name their ids in the translator's `queueIds`.
 */
export function queueIdOf(name: string): string {
  const slug = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 64)
  if (slug === '') return `queue-${shortHash(name)}`
  return RESERVED.has(slug) ? `${slug}-queue` : slug
}

/** A vendor's id as one of ours (≤128 printable ASCII without space `/ ? # %`): `/` becomes `:`, all else `_`. */
export function opaqueIdOf(vendorId: string): string {
  return vendorId.replaceAll('/', ':').replace(/[^\x21-\x7e]|[?#%]/g, '_').slice(0, 128)
}

/** A header as a whole number; undefined where it is absent or not one. */
export function wholeNumber(event: AmiEvent, header: string): number | undefined {
  const text = event[header]
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** A channel's language as a BCP 47 tag (`en_GB` → `en-GB`); undefined where it is none (sound folders may have any name). */
export function languageOf(event: AmiEvent): string | undefined {
  const tag = event['Language']?.replaceAll('_', '-')
  return tag !== undefined && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) ? tag : undefined
}
