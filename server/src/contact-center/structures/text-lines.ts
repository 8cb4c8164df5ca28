/** Texts as lines, id and text in turn: JSON in JSON would escape each quote, which costs a large center most of its snapshot. */
export function linesOf(texts: Iterable<readonly [id: string, text: string]>): string {
  const lines: string[] = []
  for (const [id, text] of texts) lines.push(JSON.stringify(id), text)
  return lines.join('\n')
}

/** The texts of such lines by id. Throws SyntaxError where an id is damaged. */
export function* textsOf(lines: string): Generator<[id: string, text: string]> {
  for (let from = 0; from < lines.length;) {
    const idEnd = lines.indexOf('\n', from)
    const textEnd = lines.indexOf('\n', idEnd + 1)
    const end = textEnd === -1 ? lines.length : textEnd
    if (idEnd === -1) throw new SyntaxError('an id without its text')
    const id = lines.slice(from, idEnd)
    yield [id.includes('\\') ? JSON.parse(id) as string : id.slice(1, -1), lines.slice(idEnd + 1, end)]
    from = end + 1
  }
}
