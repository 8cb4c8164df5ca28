/** Names of fields whose texts are about a person. Compared in lower case without `_` and `-`. */
const PERSONAL_NAMES = new Set([
  'name', 'firstname', 'lastname', 'fullname', 'displayname', 'middlename', 'nickname', 'username', 'identifier', 'email', 'emails', 'emailaddress', 'phone', 'phones',
  'phonenumber', 'mobile', 'msisdn', 'waid', 'from', 'to', 'caller', 'callerid', 'called', 'address', 'street', 'city', 'zip', 'ip', 'ipaddress', 'referer', 'referrer',
  'location', 'geolocation', 'avatar', 'avatarurl', 'thumbnail', 'content', 'text', 'body', 'message', 'messages', 'msg', 'description', 'comment', 'title', 'topic', 'subject',
  'label', 'notes', 'transcript', 'customfields', 'customattributes', 'additionalattributes', 'clientstate', 'useragent', 'browser', 'sourceid', 'contacturi', 'profile', 'birthdate',
])
const SECRET_NAMES = new Set(['secret', 'secretkey', 'token', 'accesstoken', 'apikey', 'password', 'authorization', 'pubsubtoken', 'signature', 'webhookid'])
/** Something that looks like an address of a person wherever it stands. */
const LOOKS_PERSONAL = /@|^\d{1,3}(?:\.\d{1,3}){3}$|\s/
/** Digits alone are ids and instants far more often than numbers to call; those stand under names that say so. */
const looksLikePhone = (value: string): boolean => /^[\d+ ().-]+$/.test(value) && /[+ ()-]/.test(value) && value.replaceAll(/\D/g, '').length >= 7
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/
const MAX_TEXT = 100
const MAX_ITEMS = 200
const MAX_DEPTH = 12

/** What stands for a personal text: still telling two persons apart, and still giving the same contact id (see `hashOf`). */
const MARK = 'personal:'

export interface RedactOptions {
  hash(text: string): string
  /** Further personal names, and names that are kept though they sound personal. */
  personal?: readonly string[]
  keep?: readonly string[]
}

/**
 * A payload without personal data: texts under personal names, and texts that look like an address, a number or a sentence, become
 * their keyed hash; secrets go; numbers, booleans, short codes and instants stay, so that a mapping can be mended by it.
 */
export function redact(payload: unknown, { hash, personal = [], keep = [] }: RedactOptions): unknown {
  const more = new Set(personal.map(plainName))
  const kept = new Set(keep.map(plainName))

  const text = (value: string, isPersonal: boolean): string => {
    if (value === '' || INSTANT.test(value)) return value
    // JSON in a text is looked into like the rest.
    if (/^\s*[{[]/.test(value)) {
      try {
        return JSON.stringify(walk(JSON.parse(value), isPersonal, 1))
      } catch { /* no JSON after all */ }
    }
    return isPersonal || value.length > MAX_TEXT || LOOKS_PERSONAL.test(value) || looksLikePhone(value) ? `${MARK}${hash(value)}` : value
  }
  const walk = (value: unknown, isPersonal: boolean, depth: number): unknown => {
    if (depth > MAX_DEPTH) return '…'
    if (typeof value === 'string') return text(value, isPersonal)
    if (typeof value === 'number') return isPersonal ? `${MARK}${hash(String(value))}` : value
    if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => walk(item, isPersonal, depth + 1))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).slice(0, MAX_ITEMS).map(([name, inner]: [string, unknown]) => {
      const plain = plainName(name)
      if (SECRET_NAMES.has(plain) && typeof inner === 'string') return [name, 'removed']
      // A structure under a personal name is walked by its own names: an object called "from" may hold an id.
      const ownPersonal = !kept.has(plain) && (PERSONAL_NAMES.has(plain) || more.has(plain))
      const below = typeof inner === 'object' ? more.has(plain) || ALL_BELOW.has(plain) : ownPersonal
      return [name, kept.has(plain) && typeof inner === 'string' ? inner : walk(inner, isPersonal || below, depth + 1)]
    }))
  }
  return walk(payload, false, 0)
}
/** Structures that are personal throughout. */
const ALL_BELOW = new Set(['customfields', 'customattributes', 'additionalattributes', 'address', 'location', 'geolocation', 'browser', 'phones', 'emails', 'birthdate'])

/** `hash` for a redacted payload: what was hashed before stays as it is, so that a replay speaks of the same contacts. */
export const hashOfRedacted = (hash: (text: string) => string) => (text: string): string =>
  (text.startsWith(MARK) ? text.slice(MARK.length) : hash(text))

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '')
