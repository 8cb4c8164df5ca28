/** Ways to reach a customer who looks elsewhere. All of them only after `allow`, which must be called in a click. */
export interface TurnSignals {
  allow(): void
  /** `title`: few words; `body`: the sentence. `tag` keeps two tabs from notifying twice. */
  signal(kind: 'nearly' | 'turn', title: string, body: string, lang: string, tag: string): void
  close(): void
}

const TONES_HZ = { nearly: [523], turn: [523, 659] } as const
const TONE_SECONDS = 0.35
const PULSES_MS = { nearly: [200], turn: [200, 120, 200] } as const
export const TITLE_MARK = '● '

/** The signals of this page: sound, vibration, a notification and a mark in the title while nobody looks at it. */
export function createTurnSignals(): TurnSignals {
  let audio: AudioContext | undefined
  let marked: { title: string; before: string } | undefined
  const leaving = new AbortController()
  const looked = (): boolean => document.visibilityState === 'visible' && document.hasFocus()

  function unmark(): void {
    if (marked === undefined || !looked()) return
    // Only where the page has not changed its title since.
    if (document.title === marked.title) document.title = marked.before
    marked = undefined
  }
  globalThis.addEventListener('focus', unmark, { signal: leaving.signal })
  document.addEventListener('visibilitychange', unmark, { signal: leaving.signal })

  function mark(title: string): void {
    const before = marked !== undefined && document.title === marked.title ? marked.before : document.title
    marked = { title: `${TITLE_MARK}${title}`, before }
    document.title = marked.title
  }

  function sound(tones: readonly number[]): void {
    if (typeof AudioContext === 'undefined') return
    audio ??= new AudioContext()
    const { currentTime, destination } = audio
    for (const [index, hz] of tones.entries()) {
      const startsAt = currentTime + index * TONE_SECONDS
      const tone = audio.createOscillator()
      const loudness = audio.createGain()
      tone.frequency.value = hz
      // Swells and fades: nobody is to be startled.
      loudness.gain.setValueAtTime(0.0001, startsAt)
      loudness.gain.exponentialRampToValueAtTime(0.2, startsAt + TONE_SECONDS / 4)
      loudness.gain.exponentialRampToValueAtTime(0.0001, startsAt + TONE_SECONDS)
      tone.connect(loudness).connect(destination)
      tone.start(startsAt)
      tone.stop(startsAt + TONE_SECONDS)
    }
  }

  function notify(title: string, body: string, lang: string, tag: string): void {
    if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
    try {
      const notification = new Notification(title, { body, lang, tag, silent: true })
      notification.addEventListener('click', () => {
        globalThis.focus()
        notification.close()
      })
    } catch {
      // Some phones let only service workers notify; sound, vibration and title remain.
    }
  }

  return {
    allow() {
      if (typeof AudioContext !== 'undefined') audio ??= new AudioContext()
      void audio?.resume().catch(() => undefined)
      if (typeof Notification !== 'undefined' && Notification.permission === 'default') void Notification.requestPermission().catch(() => undefined)
    },
    signal(kind, title, body, lang, tag) {
      sound(TONES_HZ[kind])
      // Without a tap on the page since it was loaded, browsers do not vibrate.
      if (typeof navigator.vibrate === 'function') navigator.vibrate([...PULSES_MS[kind]])
      if (looked()) return
      mark(title)
      if (document.visibilityState !== 'visible') notify(title, body, lang, tag)
    },
    close() {
      leaving.abort()
      if (marked !== undefined && document.title === marked.title) document.title = marked.before
      void audio?.close().catch(() => undefined)
      audio = undefined
    },
  }
}
