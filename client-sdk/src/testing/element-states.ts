import type { Display } from '../protocol/index.ts'
import { exampleDisplay } from './display-arbitrary.ts'

type Words = Omit<Display['text'], 'lang'>
const nl = (text: Words): Display['text'] => ({ lang: 'nl', ...text })
const unknown = (reason: 'too-little-data' | 'stale-feed' | 'unknown-contact' | 'closed'): Display['wait'] => ({ known: false, reason })
const owed = [{ kind: 'offer-callback', charter: 'be-2011', rule: 'callback-offer' }]
const placeless = (changes: Partial<Display>): Display => {
  const { position: _, positionFirm: _firm, ...display } = exampleDisplay(changes)
  return display
}

/** For tests: every look of the element by a display, and what a customer does to reach it. */
export const ELEMENT_STATES: readonly { readonly name: string; readonly display: Display; readonly press?: readonly string[]; readonly after?: 'stale' | 'offline' | 'refused'; readonly callback?: number }[] = [
  { name: 'waiting', display: exampleDisplay({ position: 7, wait: { known: true, boundSeconds: 600, share: 0.9, p10Seconds: 200, p50Seconds: 300, p90Seconds: 560, basedOn: 'queue-length' }, text: nl({ sentence: 'U bent nummer 7. Waarschijnlijk bent u binnen 10 minuten aan de beurt.' }) }) },
  { name: 'first', display: exampleDisplay({ position: 1, text: nl({ sentence: 'U bent de eerste in de rij. Waarschijnlijk bent u binnen een minuut aan de beurt.' }) }) },
  { name: 'far', display: exampleDisplay({ position: 143, wait: unknown('too-little-data'), text: nl({ sentence: 'U bent nummer 143. We kunnen op dit moment niet zeggen hoe lang het zal duren.' }) }) },
  { name: 'words-only', display: placeless({ text: nl({ sentence: 'U staat in de rij. Waarschijnlijk bent u binnen 4 minuten aan de beurt.' }) }) },
  { name: 'revised-with-notice', display: exampleDisplay({ text: nl({ sentence: 'U bent nummer 3. Waarschijnlijk bent u binnen 15 minuten aan de beurt.', revision: 'Het duurt langer dan we eerst zeiden, omdat er nu minder medewerkers zijn.', notice: 'Door een storing in Antwerpen bellen er meer mensen dan anders. Verwacht einde: 15:30.' }) }) },
  { name: 'offer', display: exampleDisplay({ duties: owed, text: nl({ sentence: 'U bent nummer 3. Waarschijnlijk bent u binnen 15 minuten aan de beurt.', offer: 'We kunnen u ook terugbellen.' }) }) },
  { name: 'offer-form', display: exampleDisplay({ duties: owed, text: nl({ sentence: 'U bent nummer 3. Waarschijnlijk bent u binnen 15 minuten aan de beurt.', offer: 'We kunnen u ook terugbellen.' }) }), press: ['Bel mij terug', 'Terugbellen vragen'] },
  { name: 'offer-asked', display: exampleDisplay({ channel: 'voice', duties: owed, text: nl({ sentence: 'U bent nummer 3.', offer: 'We kunnen u ook terugbellen.' }) }), press: ['Bel mij terug'] },
  { name: 'offer-failed', display: exampleDisplay({ channel: 'voice', duties: owed, text: nl({ sentence: 'U bent nummer 3.', offer: 'We kunnen u ook terugbellen.' }) }), press: ['Bel mij terug'], callback: 502 },
  { name: 'alert-on', display: exampleDisplay(), press: ['Waarschuw mij op tijd'] },
  { name: 'paused-by-customer', display: exampleDisplay(), press: ['Pauzeren'] },
  { name: 'connecting', display: placeless({ state: 'connecting', text: nl({ sentence: 'U bent aan de beurt: we verbinden u door.' }) }) },
  { name: 'callback', display: exampleDisplay({ state: 'callback', position: 2, text: nl({ sentence: 'U bent nummer 2. We bellen u waarschijnlijk binnen 4 minuten terug.' }) }) },
  { name: 'paused', display: placeless({ state: 'paused', wait: unknown('stale-feed'), text: nl({ sentence: 'Dit gesprek is gepauzeerd.' }) }) },
  { name: 'closing', display: exampleDisplay({ state: 'closing', text: nl({ sentence: 'We gaan sluiten, maar u wordt nog geholpen. U bent nummer 3. Waarschijnlijk bent u binnen 4 minuten aan de beurt.' }) }) },
  { name: 'answered', display: placeless({ state: 'answered', wait: unknown('unknown-contact'), text: nl({ sentence: 'Het wachten is voorbij: iemand heeft uw vraag aangenomen.' }) }) },
  { name: 'left', display: placeless({ state: 'left', wait: unknown('unknown-contact'), text: nl({ sentence: 'U staat niet meer in de rij.' }) }) },
  { name: 'closed', display: placeless({ state: 'closed', wait: unknown('closed'), text: nl({ sentence: 'We zijn nu gesloten.' }) }) },
  { name: 'unknown', display: placeless({ state: 'unknown', wait: unknown('unknown-contact'), text: nl({ sentence: 'Zodra u in de rij staat, ziet u hier hoe het ervoor staat.' }) }) },
  { name: 'stale', display: exampleDisplay(), after: 'stale' },
  { name: 'offline', display: exampleDisplay(), after: 'offline' },
  { name: 'refused', display: exampleDisplay(), after: 'refused' },
  { name: 'long-french', display: exampleDisplay({ position: 12, duties: owed, text: { lang: 'fr', sentence: 'Vous êtes en 12e position. Vous devriez avoir quelqu’un d’ici une heure et demie.', revision: 'Cela prend plus de temps que nous ne l’avions dit, parce que des demandes urgentes passent d’abord.', notice: 'En raison d’une panne d’électricité à Charleroi, beaucoup plus de personnes nous contactent.', offer: 'Nous pouvons aussi vous rappeler.' } }) },
  { name: 'right-to-left', display: exampleDisplay({ text: { lang: 'ar', sentence: 'أنت رقم 3. من المحتمل أن يتم الرد عليك خلال 4 دقائق.' } }) },
]
