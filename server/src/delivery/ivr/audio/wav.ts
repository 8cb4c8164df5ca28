/** Sound of one voice: 16-bit samples at a rate. */
export interface Sound { hertz: number; samples: Int16Array }

const HEADER_BYTES = 44
const PCM = 1
const EXTENSIBLE = 0xFF_FE
const tag = (bytes: DataView, at: number): string => String.fromCharCode(bytes.getUint8(at), bytes.getUint8(at + 1), bytes.getUint8(at + 2), bytes.getUint8(at + 3))

/**
 * Reads a WAV file of one 16-bit PCM channel; undefined where it is anything else. An engine that writes to a pipe does not know
 * the length yet and writes a wrong one, so what is there counts (IV10).
 */
export function readWav(file: Uint8Array): Sound | undefined {
  const bytes = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.byteLength < HEADER_BYTES || tag(bytes, 0) !== 'RIFF' || tag(bytes, 8) !== 'WAVE') return undefined
  let hertz: number | undefined
  for (let at = 12; at + 8 <= bytes.byteLength;) {
    const length = bytes.getUint32(at + 4, true)
    const from = at + 8
    if (tag(bytes, at) === 'fmt ' && from + 16 <= bytes.byteLength) {
      const format = bytes.getUint16(from, true)
      if ((format !== PCM && format !== EXTENSIBLE) || bytes.getUint16(from + 2, true) !== 1 || bytes.getUint16(from + 14, true) !== 16) return undefined
      hertz = bytes.getUint32(from + 4, true)
    }
    if (tag(bytes, at) === 'data') {
      if (hertz === undefined || hertz === 0) return undefined
      const samples = new Int16Array(Math.floor(Math.min(length, bytes.byteLength - from) / 2))
      for (let index = 0; index < samples.length; index += 1) samples[index] = bytes.getInt16(from + index * 2, true)
      return { hertz, samples }
    }
    // Chunks begin at even places.
    at = from + length + (length % 2)
  }
  return undefined
}

/** A WAV file with true lengths (IV10). */
export function writeWav({ hertz, samples }: Sound): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(HEADER_BYTES + samples.length * 2)
  const bytes = new DataView(file.buffer)
  const text = (at: number, words: string): void => { for (let index = 0; index < words.length; index += 1) bytes.setUint8(at + index, words.charCodeAt(index)) }
  text(0, 'RIFF')
  bytes.setUint32(4, file.byteLength - 8, true)
  text(8, 'WAVEfmt ')
  bytes.setUint32(16, 16, true)
  bytes.setUint16(20, PCM, true)
  bytes.setUint16(22, 1, true)
  bytes.setUint32(24, hertz, true)
  bytes.setUint32(28, hertz * 2, true)
  bytes.setUint16(32, 2, true)
  bytes.setUint16(34, 16, true)
  text(36, 'data')
  bytes.setUint32(40, samples.length * 2, true)
  for (let index = 0; index < samples.length; index += 1) bytes.setInt16(HEADER_BYTES + index * 2, samples[index] ?? 0, true)
  return file
}
