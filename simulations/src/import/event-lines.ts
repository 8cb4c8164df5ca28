import { once } from 'node:events'
import { createWriteStream, readFileSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { contactEventSchema, type ContactEvent } from '@queuecast/server/contact-center'

/** Contact events of a JSON-lines text, in its order. Throws with the line and the field of the first faulty one. */
export function parseEventLines(text: string): ContactEvent[] {
  const events: ContactEvent[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch (error) {
      throw new Error(`line ${index + 1}: not JSON (${(error as Error).message}); an events file holds one contact event a line`, { cause: error })
    }
    const parsed = contactEventSchema.safeParse(value)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      throw new Error(`line ${index + 1}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a contact event'}`)
    }
    events.push(parsed.data)
  }
  return events
}

/** Contact events of a file, sorted by (time, id). */
export function readEvents(file: string): ContactEvent[] {
  return parseEventLines(readFileSync(file, 'utf8')).sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
}

export async function writeEvents(file: string, events: Iterable<ContactEvent>): Promise<void> {
  const out = createWriteStream(file)
  let block: string[] = []
  for (const event of events) {
    block.push(JSON.stringify(event))
    if (block.length < 1000) continue
    if (!out.write(`${block.join('\n')}\n`)) await once(out, 'drain')
    block = []
  }
  if (block.length > 0) out.write(`${block.join('\n')}\n`)
  out.end()
  await finished(out)
}
