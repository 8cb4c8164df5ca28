/** The words of the element's own controls; what is said of the wait comes with the display. */
export interface ElementText {
  readonly pause: string
  readonly resume: string
  /** `{time}` is replaced by the local time of the paused display. */
  readonly pausedAt: string
  readonly unavailable: string
}

const words = {
  nl: { pause: 'Pauzeren', resume: 'Hervatten', pausedAt: 'Gepauzeerd. Dit was om {time}.', unavailable: 'Uw plaats in de wachtrij kan hier niet worden getoond.' },
  fr: { pause: 'Mettre en pause', resume: 'Reprendre', pausedAt: 'En pause. Situation à {time}.', unavailable: 'Votre place dans la file ne peut pas être affichée ici.' },
  de: { pause: 'Anhalten', resume: 'Fortsetzen', pausedAt: 'Angehalten. Stand von {time}.', unavailable: 'Ihr Platz in der Warteschlange kann hier nicht angezeigt werden.' },
  en: { pause: 'Pause', resume: 'Resume', pausedAt: 'Paused. This was at {time}.', unavailable: 'Your place in the queue cannot be shown here.' },
} satisfies Record<string, ElementText>
type Spoken = keyof typeof words
const isSpoken = (lang: string): lang is Spoken => Object.hasOwn(words, lang)

/** The words in the first of `langs` that is spoken here, else in English. */
export function elementText(...langs: readonly (string | undefined)[]): ElementText & { readonly lang: string } {
  const lang = langs.map((wanted) => wanted?.toLowerCase().split('-')[0] ?? '').find(isSpoken) ?? 'en'
  return { lang, ...words[lang] }
}
