export type Row = Readonly<Record<string, string>>

/**
 * The rows of a reply of `callcenter_config`: names separated by `|`, then a row a line, then `+OK`. Undefined where it is an error
 * (`-ERR …`). An empty list is `+OK` alone.
 */
export function readTable(text: string): Row[] | undefined {
  const lines = text.split('\n').map((line) => line.trimEnd()).filter((line) => line !== '')
  if (lines.some((line) => line.startsWith('-ERR'))) return undefined
  const [head, ...rows] = lines.filter((line) => line !== '+OK')
  if (head === undefined) return []
  const names = head.split('|')
  return rows.map((row) => {
    const values = row.split('|')
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
  })
}

/** A whole number of a row or an event; undefined where there is none. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,16}$/.test(text) ? Number(text) : undefined
}
