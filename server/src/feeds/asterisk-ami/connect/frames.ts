import type { AmiEvent } from '../ami-event.ts'

/** Whole headers of a real frame stay under 2 KB; a longer line is a fault or an attack and is cut. */
const MAX_LINE_BYTES = 16_384
/** A frame of more headers is dropped whole. The largest seen has 40. */
const MAX_HEADERS = 512
const BANNER = 'Asterisk Call Manager/'
const LF = 0x0a
const CR = 0x0d

export interface AmiFrames {
  /** Whole frames that these bytes complete; bytes of a frame under way are kept. */
  push(bytes: Uint8Array): AmiEvent[]
  /** The protocol's version, once the banner was read. */
  readonly version: string | undefined
  /** Lines without a colon, lines cut for their length and frames dropped for theirs. */
  readonly faults: number
}

/**
 * Reads the bytes of an AMI connection, however they are cut. A line is decoded when it is whole, so no character is torn;
 * bytes that are not UTF-8 become U+FFFD. Where a header stands twice the first counts. Memory is bounded by one frame.
 */
export function createAmiFrames(): AmiFrames {
  const decoder = new TextDecoder()
  let line = new Uint8Array(256)
  let used = 0
  let overlong = false
  let headers = new Map<string, string>()
  let dropping = false
  let first = true
  let version: string | undefined
  let faults = 0

  const keep = (bytes: Uint8Array): void => {
    const room = Math.min(bytes.length, MAX_LINE_BYTES - used)
    if (room < bytes.length) overlong = true
    if (used + room > line.length) {
      const larger = new Uint8Array(Math.max(used + room, 2 * line.length))
      larger.set(line.subarray(0, used))
      line = larger
    }
    line.set(bytes.subarray(0, room), used)
    used += room
  }

  const endFrame = (): AmiEvent | undefined => {
    const frame = dropping || headers.size === 0 ? undefined : Object.fromEntries(headers)
    headers = new Map()
    dropping = false
    return frame
  }

  const endLine = (): AmiEvent | undefined => {
    const length = used > 0 && line[used - 1] === CR ? used - 1 : used
    const text = decoder.decode(line.subarray(0, length))
    const cut = overlong
    used = 0
    overlong = false
    if (cut) faults++
    if (text === '') return endFrame()
    if (first) {
      first = false
      if (text.startsWith(BANNER)) {
        version = text.slice(BANNER.length)
        return undefined
      }
    }
    const colon = text.indexOf(':')
    if (colon <= 0) {
      faults++
      return undefined
    }
    const name = text.slice(0, colon)
    if (headers.size >= MAX_HEADERS && !dropping) {
      dropping = true
      faults++
      headers.clear()
    }
    if (!dropping && !headers.has(name)) headers.set(name, text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1))
    return undefined
  }

  return {
    get version() { return version },
    get faults() { return faults },
    push(bytes) {
      const frames: AmiEvent[] = []
      let from = 0
      for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, from)) {
        keep(bytes.subarray(from, at))
        from = at + 1
        const frame = endLine()
        if (frame !== undefined) frames.push(frame)
      }
      keep(bytes.subarray(from))
      return frames
    },
  }
}
