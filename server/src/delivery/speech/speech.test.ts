import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readWav } from '../ivr/index.ts'
import { createBoundedCache } from './bounded-cache.ts'
import { createSpeech, type SpeechOptions } from './create-speech.ts'
import { findEngine } from './find-engine.ts'
import { writeFakeEngine } from './testing/index.ts'
import { voiceOf } from './voice-of.ts'

const fakes: { remove(): void }[] = []
afterEach(() => fakes.splice(0).forEach((fake) => fake.remove()))
const bench = (more: Partial<SpeechOptions> = {}): { fake: ReturnType<typeof writeFakeEngine>; speech: ReturnType<typeof createSpeech> } => {
  const fake = writeFakeEngine()
  fakes.push(fake)
  // A machine under load starts a process slowly.
  return { fake, speech: createSpeech({ engine: fake.path, timeMs: 50_000, ...more }) }
}

describe('where the engine is', () => {
  it('is looked for on the search path, may be named, and may be off', async () => {
    const { fake } = bench()
    const name = 'fake-engine.mjs'
    expect(await findEngine(name, `/nowhere:${dirname(fake.path)}`)).toBe(fake.path)
    expect(await findEngine(fake.path, '')).toBe(fake.path)
    expect(await findEngine(undefined, dirname(fake.path))).toBeUndefined()
    expect(await findEngine('off', dirname(fake.path))).toBeUndefined()
    await expect(findEngine('gone', dirname(fake.path))).rejects.toThrow('QUEUECAST_SPEECH_ENGINE: no program "gone" can be run; install it')
  })
})

describe('speech', () => {
  it('is telephone sound of the words, which go in by standard input; the engine learns nothing of our environment', async () => {
    const { fake, speech } = bench()
    const words = 'U bent nummer 3; rm -rf "$HOME" `id` [[oe]] é'
    const spoken = await speech.say(words, 'nl-BE', 8000)
    const sound = spoken.kind === 'sound' ? readWav(spoken.wav) : undefined
    expect([sound?.hertz, sound?.samples.length]).toEqual([8000, 8000])
    expect(fake.asked()).toMatchObject([{ words: 'U bent nummer 3; rm -rf "$HOME" `id` [ [oe] ] é' }])
    expect(fake.asked()[0]?.arguments.slice(0, 2)).toEqual(['-v', 'nl'])
    expect(fake.asked()[0]?.arguments.join(' ')).not.toContain('nummer')
    expect(fake.asked()[0]?.environment.filter((name) => name !== '__CF_USER_TEXT_ENCODING')).toEqual([])
  })

  it('is given at the rate asked for', async () => {
    const { speech } = bench()
    const rates = await Promise.all(([8000, 16_000, 'engine'] as const).map((rate) => speech.say('a', 'en', rate)))
    expect(rates.map((spoken) => (spoken.kind === 'sound' ? readWav(spoken.wav)?.hertz : spoken))).toEqual([8000, 16_000, 22_050])
  })

  it('of the same words in the same language is made once, also for all who ask at the same time', async () => {
    const { fake, speech } = bench()
    await Promise.all([1, 2, 3].map(() => speech.say('a', 'fr', 8000)))
    await speech.say('a', 'fr', 8000)
    await speech.say('a', 'de', 8000)
    expect(fake.asked().map((asked) => asked.arguments[1])).toEqual(['fr', 'de'])
  })

  it('is made by few engines at once; who comes when too many wait is told so, and all others are served', async () => {
    const { speech } = bench({ atOnce: 1, mostWaiting: 2 })
    const all = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => speech.say(text, 'en', 8000)))
    expect(all.map(({ kind }) => kind)).toEqual(['sound', 'sound', 'sound', 'busy', 'busy'])
    expect((await speech.say('d', 'en', 8000)).kind).toBe('sound')
  })

  it('of an engine that fails, hangs, chatters on or gives no sound is none, and says why; the next one speaks', async () => {
    const { speech, fake } = bench()
    const failures = await Promise.all(['FAIL', 'NONSENSE'].map((text) => speech.say(text, 'en', 8000)))
    expect(failures).toMatchObject([{ kind: 'failed', detail: expect.stringContaining('ended with 3: no such voice') }, { kind: 'failed', detail: expect.stringContaining('gave no WAV') }])
    expect(await speech.say('CHATTER', 'en', 8000)).toMatchObject({ kind: 'failed', detail: expect.stringContaining('gave more than') })
    expect(await createSpeech({ engine: fake.path, timeMs: 300 }).say('HANG', 'en', 8000)).toMatchObject({ kind: 'failed', detail: expect.stringContaining('took longer than 0.3 s') })
    expect((await speech.say('all is well', 'en', 8000)).kind).toBe('sound')
  })

  it('of an engine that is gone is none', async () => {
    const { fake, speech } = bench()
    rmSync(fake.path)
    expect(await speech.say('a', 'en', 8000)).toMatchObject({ kind: 'failed', detail: expect.stringContaining('ENOENT') })
  })

  it('is kept in bounded memory, what was used last the longest', async () => {
    const { fake, speech } = bench({ cacheBytes: 70_000 })
    for (const text of ['a', 'b', 'c', 'd', 'a', 'e', 'a']) await speech.say(text, 'en', 8000)
    expect(speech.cachedBytes).toBeLessThanOrEqual(70_000)
    expect(fake.asked().map(({ words }) => words)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})

describe('the cache', () => {
  it('never holds more than it may, and nothing that would push out all else', () => {
    const cache = createBoundedCache(100)
    cache.put('large', new Uint8Array(26))
    for (let n = 0; n < 20; n += 1) cache.put(`${n % 7}`, new Uint8Array(n))
    expect(cache.get('large')).toBeUndefined()
    expect(cache.bytes).toBeLessThanOrEqual(100)
  })
})

describe('voices', () => {
  it.each([['nl', 'nl'], ['nl-BE', 'nl'], ['fr', 'fr'], ['fr-BE', 'fr-be'], ['fr-CA', 'fr'], ['de-AT', 'de'], ['en-US', 'en'], ['es', 'en']])('of %s is %s', (lang, voice) => {
    expect(voiceOf(lang)).toBe(voice)
  })
})
