import { setImmediate } from 'node:timers/promises'
import { lowerRate, type RateLowering, readWav, type Sound, writeWav } from '../ivr/index.ts'
import { createBoundedCache } from './bounded-cache.ts'
import { runEngine } from './run-engine.ts'
import type { Speech, Spoken, WantedRate } from './speech.ts'
import { spokenWords, voiceOf } from './voice-of.ts'

export interface SpeechOptions {
  /** As `findEngine` found it. */
  engine: string
  cacheBytes?: number
  atOnce?: number
  mostWaiting?: number
  timeMs?: number
}

/** Some four hundred sentences of five seconds at 8 kHz. */
const CACHE_BYTES = 32 * 1024 * 1024
/** Engines at once: speech may not take the machine from those who wait. */
const AT_ONCE = 2
/** Beyond these a caller hears silence sooner than late words. */
const MOST_WAITING = 32
const TIME_MS = 5_000
/** Two minutes as the engine gives it. */
const MOST_BYTES = 2 * 60 * 22_050 * 2 + 1024
/** About a millisecond of work, after which everything else is looked at. */
const SAMPLES_AT_ONCE = 1_000

/**
 * Speaks by a local engine. The same words are spoken once: at the same time for all who ask, and after that from memory. Nothing
 * here waits in the way of other work: the engine is a process of its own, and its sound is brought to telephone rate in parts.
 */
export function createSpeech(options: SpeechOptions): Speech & { readonly cachedBytes: number } {
  const { engine, atOnce = AT_ONCE, mostWaiting = MOST_WAITING, timeMs = TIME_MS } = options
  const cache = createBoundedCache(options.cacheBytes ?? CACHE_BYTES)
  const underWay = new Map<string, Promise<Spoken>>()
  const waiting: (() => void)[] = []
  const lowerings = new Map<string, RateLowering>()
  let running = 0

  async function speak(key: string, text: string, voice: string, rate: WantedRate): Promise<Spoken> {
    if (running >= atOnce) await new Promise<void>((next) => waiting.push(next))
    else running += 1
    try {
      const run = await runEngine(engine, voice, spokenWords(text), { timeMs, bytes: MOST_BYTES })
      if (!run.ok) return { kind: 'failed', detail: `${engine} ${run.detail}` }
      const sound = readWav(run.file)
      if (sound === undefined || sound.samples.length === 0) return { kind: 'failed', detail: `${engine} gave no WAV of one 16-bit channel` }
      const wav = writeWav(rate === 'engine' || rate >= sound.hertz ? sound : await atRate(sound, rate))
      cache.put(key, wav)
      return { kind: 'sound', wav }
    } finally {
      // The place goes on to who waits longest; only without one is it free.
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }

  async function atRate({ hertz, samples }: Sound, wanted: number): Promise<Sound> {
    const name = `${hertz} ${wanted}`
    const lowering = lowerings.get(name) ?? lowerRate(hertz, wanted)
    lowerings.set(name, lowering)
    const lower = new Int16Array(lowering.length(samples.length))
    for (let begin = 0; begin < lower.length; begin += SAMPLES_AT_ONCE) {
      lowering.fill(samples, lower, begin, Math.min(lower.length, begin + SAMPLES_AT_ONCE))
      await setImmediate()
    }
    return { hertz: wanted, samples: lower }
  }

  return {
    engine,
    get cachedBytes() { return cache.bytes },
    async say(text, lang, rate) {
      const voice = voiceOf(lang)
      const key = `${voice} ${rate} ${text}`
      const wav = cache.get(key)
      if (wav !== undefined) return { kind: 'sound', wav }
      const begun = underWay.get(key)
      if (begun !== undefined) return begun
      if (running >= atOnce && waiting.length >= mostWaiting) return { kind: 'busy' }
      const spoken = speak(key, text, voice, rate).finally(() => underWay.delete(key))
      underWay.set(key, spoken)
      return spoken
    },
  }
}
