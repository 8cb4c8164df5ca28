import type { ContactState, Display } from './protocol/index.ts'

export type Freshness = 'fresh' | 'stale'

/** The only sentences the SDK has of its own, for when no server can be heard. They claim nothing about the place. */
const momentarilyUnknown = {
  nl: 'Uw wachttijd is op dit moment niet bekend. Dit wordt vanzelf bijgewerkt.',
  fr: 'Votre temps d’attente n’est pas connu pour le moment. Cette information se met à jour d’elle-même.',
  de: 'Ihre Wartezeit ist im Moment nicht bekannt. Diese Anzeige aktualisiert sich von selbst.',
  en: 'Your wait is not known at the moment. This updates by itself.',
}

type Spoken = keyof typeof momentarilyUnknown
const isSpoken = (lang: string): lang is Spoken => Object.hasOwn(momentarilyUnknown, lang)

/** The calm sentence for a wait that cannot be heard, in the first of `langs` that is spoken here, else in English. */
export function momentarilyUnknownText(...langs: readonly (string | undefined)[]): { lang: string; sentence: string } {
  const lang = langs.map((wanted) => wanted?.toLowerCase().split('-')[0] ?? '').find(isSpoken) ?? 'en'
  return { lang, sentence: momentarilyUnknown[lang] }
}

/** What these say does not age: nobody waits any more. */
export function isSettled(state: ContactState): boolean {
  switch (state) {
    case 'answered': case 'left': case 'closed': return true
    case 'waiting': case 'connecting': case 'paused': case 'callback': case 'closing': case 'unknown': return false
    default: return assertNever(state)
  }
}

/**
 * [PR4] What may be shown of a display whose freshness ran out: the state and what is owed, but no figure. The place,
 * the wait and whatever follows from them go; the sentence says calmly that the wait is not known.
 */
export function expireDisplay(display: Display): Display {
  if (isSettled(display.state)) return display
  const { position: _position, positionFirm: _firm, answerFrom: _answerFrom, answerBy: _answerBy, waitedSeconds: _waited, revision: _revision, text, ...kept } = display
  const { revision: _told, ...keptText } = text
  return { ...kept, wait: { known: false, reason: 'stale-feed' }, text: { ...keptText, ...momentarilyUnknownText(text.lang) } }
}

function assertNever(value: never): never {
  throw new TypeError(`unexpected state ${String(value)}`)
}
