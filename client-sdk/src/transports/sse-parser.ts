/** One event of a stream of `text/event-stream`. */
export interface SseEvent { readonly event: string; readonly data: string; readonly id: string }

/** A display is under 4 kB; a line beyond this is not ours, and would grow without end. */
const LONGEST_LINE = 1_000_000

/**
 * A parser of Server-Sent Events (WHATWG HTML, 9.2.6) that may be cut anywhere, within a character or between CR and
 * LF. Give it the bytes as they come; it returns the events that they complete. Throws a RangeError on a line or event
 * of over a million characters.
 */
export function createSseParser(): (bytes: Uint8Array) => SseEvent[] {
  const decoder = new TextDecoder()
  let rest = ''
  let skipLineFeed = false
  let event = ''
  let id = ''
  let data: string[] = []
  let dataLength = 0

  function takeField(line: string): void {
    const colon = line.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? line : line.slice(0, colon)
    const raw = colon < 0 ? '' : line.slice(colon + 1)
    const value = raw.startsWith(' ') ? raw.slice(1) : raw
    if (field === 'event') event = value
    else if (field === 'id') id = value.includes('\0') ? id : value
    else if (field === 'data') {
      data.push(value)
      dataLength += value.length
      if (dataLength > LONGEST_LINE) throw new RangeError('an event of the stream is too long')
    }
  }

  function dispatch(): SseEvent | undefined {
    const completed = data.length === 0 ? undefined : { event: event === '' ? 'message' : event, data: data.join('\n'), id }
    event = ''
    data = []
    dataLength = 0
    return completed
  }

  return (bytes) => {
    const events: SseEvent[] = []
    let text = decoder.decode(bytes, { stream: true })
    if (text === '') return events
    if (skipLineFeed && text.startsWith('\n')) text = text.slice(1)
    skipLineFeed = false
    let from = 0
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at]
      if (character !== '\n' && character !== '\r') continue
      const line = rest + text.slice(from, at)
      rest = ''
      if (character === '\r') {
        if (at + 1 === text.length) skipLineFeed = true
        else if (text[at + 1] === '\n') at += 1
      }
      from = at + 1
      if (line !== '') {
        takeField(line)
        continue
      }
      const completed = dispatch()
      if (completed !== undefined) events.push(completed)
    }
    rest += text.slice(from)
    if (rest.length > LONGEST_LINE) throw new RangeError('a line of the stream is too long')
    return events
  }
}
