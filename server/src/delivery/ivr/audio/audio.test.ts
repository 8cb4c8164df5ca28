import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lowerRate } from './lower-rate.ts'
import { readWav, writeWav } from './wav.ts'

const tone = (hertz: number, rate: number, seconds = 1): Int16Array => Int16Array.from({ length: rate * seconds }, (_, n) => Math.round(10_000 * Math.sin((2 * Math.PI * hertz * n) / rate)))
/** Without the filter's own beginning and end. */
const loudness = (samples: Int16Array): number => {
  const middle = samples.subarray(200, samples.length - 200)
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length)
}
const lowered = (samples: Int16Array, from: number, to: number, step = 777): Int16Array => {
  const lowering = lowerRate(from, to)
  const out = new Int16Array(lowering.length(samples.length))
  for (let begin = 0; begin < out.length; begin += step) lowering.fill(samples, out, begin, Math.min(out.length, begin + step))
  return out
}
const decibel = (a: number, b: number): number => 20 * Math.log10(Math.max(a, 1e-9) / b)

describe('WAV files', () => {
  it('[IV10] are read as they were written, also where the length in the header is not true', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 50 }), fc.constantFrom(8000, 16_000, 22_050), (numbers, hertz) => {
      const file = writeWav({ hertz, samples: Int16Array.from(numbers) })
      expect(readWav(file)).toEqual({ hertz, samples: Int16Array.from(numbers) })
      new DataView(file.buffer).setUint32(4, 0x7F_FF_F0_24, true)
      new DataView(file.buffer).setUint32(40, 0x7F_FF_F0_00, true)
      expect(readWav(file)?.samples).toEqual(Int16Array.from(numbers))
    }))
  })

  it('[IV10] have the header that telephony reads: 16-bit PCM, one channel, true lengths', () => {
    const file = Buffer.from(writeWav({ hertz: 8000, samples: new Int16Array(400) }))
    expect([file.toString('latin1', 0, 4), file.readUInt32LE(4), file.toString('latin1', 8, 16), file.readUInt16LE(20), file.readUInt16LE(22), file.readUInt32LE(24), file.readUInt32LE(28), file.readUInt16LE(32), file.readUInt16LE(34), file.readUInt32LE(40)])
      .toEqual(['RIFF', 836, 'WAVEfmt ', 1, 1, 8000, 16_000, 2, 16, 800])
  })

  it('[IV10] with other chunks before the sound are read; stereo, other widths and anything else are not', () => {
    const file = Buffer.from(writeWav({ hertz: 8000, samples: Int16Array.of(1, 2, 3) }))
    const listed = Buffer.concat([file.subarray(0, 36), Buffer.from('LIST\u0003\0\0\0abc\0', 'latin1'), file.subarray(36)])
    expect(readWav(listed)?.samples).toEqual(Int16Array.of(1, 2, 3))
    const changed = (at: number, value: number): Buffer => { const copy = Buffer.from(file); copy.writeUInt16LE(value, at); return copy }
    for (const bad of [changed(22, 2), changed(34, 8), changed(20, 7), file.subarray(0, 30), Buffer.from('not sound'), Buffer.alloc(0)]) expect(readWav(bad)).toBeUndefined()
  })

  it('[IV10] whatever the bytes, reading them does not throw', () => {
    const head = Buffer.from(writeWav({ hertz: 8000, samples: Int16Array.of(1, 2, 3, 4, 5, 6, 7, 8) }))
    fc.assert(fc.property(fc.integer({ min: 0, max: head.length - 1 }), fc.uint8Array({ maxLength: 20 }), (at, bytes) => {
      expect(() => readWav(Buffer.concat([head.subarray(0, at), bytes, head.subarray(at + bytes.length)]))).not.toThrow()
    }))
  })
})

describe('a lower rate', () => {
  it.each([[22_050, 8000], [22_050, 16_000], [16_000, 8000]])('[IV10] from %d to %d Hz keeps speech as loud as it was and its length', (from, to) => {
    for (const hertz of [300, 1000, 3000]) {
      const out = lowered(tone(hertz, from), from, to)
      expect(Math.abs(out.length - to)).toBeLessThanOrEqual(1)
      expect(Math.abs(decibel(loudness(out), loudness(tone(hertz, to))))).toBeLessThan(0.5)
    }
  })

  it('[IV10] lets nothing fold back: a tone it cannot carry is silent', () => {
    for (const hertz of [4300, 5000, 7000, 10_000]) expect(decibel(loudness(lowered(tone(hertz, 22_050), 22_050, 8000)), loudness(tone(1000, 8000)))).toBeLessThan(-55)
  })

  it('[IV10] is the same whether done at once or in parts', () => {
    const samples = tone(440, 22_050, 0.3)
    expect(lowered(samples, 22_050, 8000, 10)).toEqual(lowered(samples, 22_050, 8000, 1_000_000))
  })

  it('[IV10] is never a higher one', () => {
    expect(() => lowerRate(8000, 16_000)).toThrow('toHertz')
  })
})
