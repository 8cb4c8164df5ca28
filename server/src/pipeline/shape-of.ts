/** Words of protocols that stand in a sample as they are: they name a kind, never a person. */
const KIND_FIELDS = new Set(['type', 'Event', 'event', 'eventType', 'detail-type'])
const KIND = /^[A-Za-z][A-Za-z0-9_. -]{0,63}$/
/** A field's name that is not one, such as a phone number, is no name of a field. */
const FIELD_NAME = /^[A-Za-z_$@][\w.$@-]{0,63}$/
const MAX_FIELDS = 64
const MAX_DEPTH = 6

/**
 * What a payload looks like without what it says: names of fields, kinds of values, lengths of texts. Enough to see what a
 * source sent wrong; no number, name or text of a customer is left in it.
 */
export function shapeOf(value: unknown, depth = 0): unknown {
  if (value === null) return 'null'
  if (typeof value === 'string') return `text of ${value.length}`
  if (typeof value !== 'object') return typeof value
  if (depth >= MAX_DEPTH) return '…'
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0], depth + 1), ...(value.length > 1 ? [`… ${value.length} in all`] : [])]
  return Object.fromEntries(Object.entries(value).slice(0, MAX_FIELDS).map(([name, inner]) =>
    [FIELD_NAME.test(name) ? name : `name of ${name.length}`, KIND_FIELDS.has(name) && typeof inner === 'string' && KIND.test(inner) ? inner : shapeOf(inner, depth + 1)]))
}
