import type { Display } from '@queuecast/client-sdk/protocol'
import { planText, promptPlan } from '../../ivr/index.ts'
import type { Speech, WantedRate } from '../../speech/index.ts'
import { HttpFault } from '../http-fault.ts'
import type { HttpDeps } from '../deps.ts'

/** The sound of a display, or undefined for silence; `display` is the one that holds now. */
export interface DisplayAudio { display: Display; wav: Uint8Array<ArrayBuffer> | undefined }

export const AUDIO_MEDIA_TYPE = 'audio/wav'
/** What is shown may change while the engine speaks; then the newer words are spoken, so often at most. */
const MOST_TRIES = 3
const BUSY_SECONDS = '1'
const FAILED_SECONDS = '5'

/** `?hertz=`: telephone rate, wide band, or the engine's own. */
export function wantedRate(hertz: string | undefined): WantedRate {
  if (hertz === undefined || hertz === '8000') return 8000
  if (hertz === '16000') return 16_000
  if (hertz === 'engine') return 'engine'
  throw new HttpFault('invalid-field', `sound is not made at ${JSON.stringify(hertz.slice(0, 32))} hertz`, { field: 'hertz', fix: 'use 8000, 16000 or engine' })
}

/** What to say where only sound was asked for and nobody can speak. */
export const noEngine = (): HttpFault => new HttpFault('not-acceptable', 'this server has no speech engine', {
  field: 'Accept', fix: 'install espeak-ng where the server runs and start it again (QUEUECAST_SPEECH_ENGINE), or accept application/ssml+xml or text/plain and speak it yourself',
})

/** Speaks what is shown. What holds no longer when the engine is done is never given: the words of that moment are. */
export async function displayAudio(deps: HttpDeps, speech: Speech, rate: WantedRate, look: () => Display): Promise<DisplayAudio> {
  let display = look()
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const words = planText(promptPlan(display))
    if (words === '') return { display, wav: undefined }
    const spoken = await speech.say(words, display.text.lang, rate)
    if (spoken.kind === 'busy') throw new HttpFault('no-speech', 'too many sentences wait for the speech engine', { fix: 'ask again, or accept text/plain', headers: { 'retry-after': BUSY_SECONDS } })
    if (spoken.kind === 'failed') {
      deps.reportError?.(new Error(spoken.detail), 'speech')
      throw new HttpFault('no-speech', 'the speech engine failed; why stands in the server\'s log', { fix: 'accept text/plain or application/ssml+xml meanwhile', headers: { 'retry-after': FAILED_SECONDS } })
    }
    const now = look()
    if (planText(promptPlan(now)) === words && now.text.lang === display.text.lang) return { display: now, wav: spoken.wav }
    display = now
  }
  throw new HttpFault('no-speech', 'what is shown changes faster than it can be spoken', { fix: 'ask again', headers: { 'retry-after': BUSY_SECONDS } })
}
