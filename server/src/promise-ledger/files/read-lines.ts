import { createReadStream } from 'node:fs'

const LINE_FEED = 10

/**
 * The lines of a file, each with its line feed; only the last may lack it. Rejects where the file cannot be read or is not UTF-8.
 * (`node:readline` would also end a line at a carriage return, and a changed byte could hide there.)
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let data: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (let end = data.indexOf(LINE_FEED); end >= 0; end = data.indexOf(LINE_FEED)) {
      yield decoder.decode(data.subarray(0, end + 1))
      data = data.subarray(end + 1)
    }
    rest = data
  }
  if (rest.length > 0) yield decoder.decode(rest)
}
