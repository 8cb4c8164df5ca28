import { beforeAll, describe, expect, it } from 'vitest'
import { readWav } from '../ivr/index.ts'
import { createSpeech } from './create-speech.ts'
import { findEngine } from './find-engine.ts'

const engine = await findEngine(undefined, process.env['PATH'] ?? '')
const SENTENCES = {
  nl: 'U bent nummer 3. Waarschijnlijk bent u binnen 4 minuten aan de beurt.',
  fr: 'Vous êtes en 3e position. Vous devriez avoir quelqu\'un d\'ici 4 minutes.',
  de: 'Sie sind Nummer 3. Voraussichtlich sind Sie in höchstens 4 Minuten dran.',
  en: 'You are number 3. You will probably be answered within 4 minutes.',
}

describe.skipIf(engine === undefined)('the installed engine', () => {
  const speech = createSpeech({ engine: engine ?? '', timeMs: 60_000 })

  it.each(Object.entries(SENTENCES))('says the sentence in %s: seconds long, not silent, not clipped', async (lang, sentence) => {
    const spoken = await speech.say(sentence, lang, 8000)
    const sound = spoken.kind === 'sound' ? readWav(spoken.wav) : undefined
    if (sound === undefined) throw new Error(JSON.stringify(spoken))
    expect(sound.hertz).toBe(8000)
    expect(sound.samples.length / 8000).toBeGreaterThan(2.5)
    expect(sound.samples.length / 8000).toBeLessThan(12)
    const loud = sound.samples.filter((sample) => Math.abs(sample) > 1000).length / sound.samples.length
    expect(loud).toBeGreaterThan(0.15)
    expect(sound.samples.filter((sample) => Math.abs(sample) >= 32_767).length / sound.samples.length).toBeLessThan(0.001)
  }, 120_000)

  it('says the same words otherwise in each language', async () => {
    const lengths = await Promise.all(['nl', 'fr', 'de', 'en'].map(async (lang) => {
      const spoken = await speech.say('21 minuten, 80 minutes', lang, 8000)
      return spoken.kind === 'sound' ? spoken.wav.byteLength : 0
    }))
    expect(new Set(lengths).size).toBe(4)
  }, 120_000)
})

beforeAll(() => {
  if (engine === undefined) console.warn('left out: the tests with an installed speech engine; install espeak-ng')
})
