/** A raw body as a mapping sees it, or what is wrong with it. A form's repeated fields become lists. */
export type ReadBody = { ok: true; body: unknown } | { ok: false; problem: string }

export function readBody(bytes: Uint8Array, as: 'json' | 'form'): ReadBody {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { ok: false, problem: 'the body is not UTF-8' }
  }
  switch (as) {
    case 'json':
      try {
        return { ok: true, body: JSON.parse(text) as unknown }
      } catch {
        return { ok: false, problem: text.trim() === '' ? 'the body is empty' : 'the body is not JSON' }
      }
    case 'form': {
      const fields = new URLSearchParams(text)
      const names = new Set(fields.keys())
      if (names.size > 1000) return { ok: false, problem: 'the form has more than 1000 fields' }
      return { ok: true, body: Object.fromEntries([...names].map((name) => {
        const values = fields.getAll(name)
        return [name, values.length === 1 ? values[0] : values]
      })) }
    }
    default:
      return as satisfies never
  }
}
