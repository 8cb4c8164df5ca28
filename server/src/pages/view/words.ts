import type { Channel, FeedState, UnknownReason } from '@queuecast/client-sdk/protocol'

export const PAGE_LANGUAGES = ['nl', 'fr', 'de', 'en'] as const
export type PageLanguage = (typeof PAGE_LANGUAGES)[number]

/** The words of our pages in one language. `{…}` is filled in. */
export interface Words {
  queue: string; waiting: string; longest: string; joinNow: string; staffed: string; feed: string
  open: string; closed: string; closedUntil: string; within: string; under: string; feeds: string
  seconds: string; minutes: string; hours: string; ago: string
  live: string; reconnecting: string; noLiveData: string; noQueues: string; noPublicQueues: string; asOf: string
  service: string; alerts: string; alertFeed: string; alertNobody: string; fullScreen: string; kiosk: string
  wallboardOf: string; statusOf: string; waitTitle: string; waitNote: string; waitNoToken: string; needsScript: string
  login: string; loginKey: string; loginGo: string; loginWrong: string; notFound: string
  channel: Record<Channel, string>
  feedState: Record<FeedState, string>
  unknown: Record<UnknownReason, string>
}

const en: Words = {
  queue: 'Queue', waiting: 'Waiting', longest: 'Longest wait', joinNow: 'If you join now', staffed: 'Staffed', feed: 'Feed',
  open: 'Open', closed: 'Closed', closedUntil: 'Closed until {time}', within: 'within {time}', under: 'fewer than {count}', feeds: 'Feeds',
  seconds: '{n} s', minutes: '{n} min', hours: '{n} h', ago: '{time} ago',
  live: 'Live', reconnecting: 'Reconnecting…', noLiveData: 'No live data since {time}', noQueues: 'No queue to show yet.', noPublicQueues: 'No queue is public here. If you work here, sign in to see them all.', asOf: 'As of {time}',
  service: 'In 20 s today', alerts: 'Alerts', alertFeed: 'No live data from {feed}', alertNobody: '{queue}: nobody staffed, {count} waiting', fullScreen: 'Full screen (F)', kiosk: 'Kiosk (K)',
  wallboardOf: 'Wallboard of {center}', statusOf: 'Waiting times of {center}', waitTitle: 'Your wait', waitNote: 'This page renews itself; you need not reload it.',
  waitNoToken: 'This address lacks its last part. Please use the link that you were given.',
  needsScript: 'This page needs JavaScript to show your wait. You keep your place without it.',
  login: 'Sign in', loginKey: 'Key', loginGo: 'Sign in', loginWrong: 'This key does not open this center. Check it and try again.', notFound: 'There is no such page.',
  channel: { voice: 'Phone', chat: 'Chat', messaging: 'Messages', email: 'E-mail', callback: 'Callback', video: 'Video' },
  feedState: { live: 'Live', stale: 'Silent', unknown: 'Unknown' },
  unknown: {
    'too-little-data': 'too little data yet', 'not-yet': 'one moment', 'no-forecast': 'not known now', off: 'not shown', 'stale-feed': 'no live data',
    'no-agents': 'nobody staffed', closed: 'closed', shadow: 'on trial, not told', 'unknown-contact': 'not known', 'not-estimable': 'cannot be estimated',
  },
}
const nl: Words = {
  queue: 'Wachtrij', waiting: 'Wachtend', longest: 'Langste wachttijd', joinNow: 'Als u nu aansluit', staffed: 'Bezetting', feed: 'Bron',
  open: 'Open', closed: 'Gesloten', closedUntil: 'Gesloten tot {time}', within: 'binnen {time}', under: 'minder dan {count}', feeds: 'Bronnen',
  seconds: '{n} s', minutes: '{n} min', hours: '{n} u', ago: '{time} geleden',
  live: 'Live', reconnecting: 'Opnieuw verbinden…', noLiveData: 'Geen actuele gegevens sinds {time}', noQueues: 'Nog geen wachtrij om te tonen.', noPublicQueues: 'Hier is geen wachtrij openbaar. Werkt u hier, meld u dan aan om ze allemaal te zien.', asOf: 'Stand van {time}',
  service: 'Binnen 20 s vandaag', alerts: 'Meldingen', alertFeed: 'Geen actuele gegevens van {feed}', alertNobody: '{queue}: niemand aanwezig, {count} wachtend', fullScreen: 'Volledig scherm (F)', kiosk: 'Kiosk (K)',
  wallboardOf: 'Wandbord van {center}', statusOf: 'Wachttijden van {center}', waitTitle: 'Uw wachttijd', waitNote: 'Deze pagina werkt zichzelf bij; u hoeft niet te herladen.',
  waitNoToken: 'Het laatste deel van dit adres ontbreekt. Gebruik de link die u kreeg.',
  needsScript: 'Deze pagina heeft JavaScript nodig om uw wachttijd te tonen. U behoudt uw plaats ook zonder.',
  login: 'Aanmelden', loginKey: 'Sleutel', loginGo: 'Aanmelden', loginWrong: 'Deze sleutel opent dit center niet. Kijk hem na en probeer opnieuw.', notFound: 'Deze pagina bestaat niet.',
  channel: { voice: 'Telefoon', chat: 'Chat', messaging: 'Berichten', email: 'E-mail', callback: 'Terugbellen', video: 'Video' },
  feedState: { live: 'Live', stale: 'Stil', unknown: 'Onbekend' },
  unknown: {
    'too-little-data': 'nog te weinig gegevens', 'not-yet': 'een ogenblik', 'no-forecast': 'nu niet bekend', off: 'niet getoond', 'stale-feed': 'geen actuele gegevens',
    'no-agents': 'niemand aanwezig', closed: 'gesloten', shadow: 'op proef, niet verteld', 'unknown-contact': 'niet bekend', 'not-estimable': 'niet te schatten',
  },
}
const fr: Words = {
  queue: 'File', waiting: 'En attente', longest: 'Plus longue attente', joinNow: 'Si vous entrez maintenant', staffed: 'Agents', feed: 'Source',
  open: 'Ouvert', closed: 'Fermé', closedUntil: 'Fermé jusqu’à {time}', within: 'd’ici {time}', under: 'moins de {count}', feeds: 'Sources',
  seconds: '{n} s', minutes: '{n} min', hours: '{n} h', ago: 'il y a {time}',
  live: 'En direct', reconnecting: 'Reconnexion…', noLiveData: 'Pas de données en direct depuis {time}', noQueues: 'Aucune file à afficher pour l’instant.', noPublicQueues: 'Aucune file n’est publique ici. Si vous travaillez ici, connectez-vous pour les voir toutes.', asOf: 'Situation à {time}',
  service: 'En 20 s aujourd’hui', alerts: 'Alertes', alertFeed: 'Pas de données en direct de {feed}', alertNobody: '{queue} : aucun agent, {count} en attente', fullScreen: 'Plein écran (F)', kiosk: 'Kiosque (K)',
  wallboardOf: 'Tableau de {center}', statusOf: 'Temps d’attente de {center}', waitTitle: 'Votre attente', waitNote: 'Cette page se met à jour d’elle-même ; inutile de la recharger.',
  waitNoToken: 'Il manque la dernière partie de cette adresse. Utilisez le lien que vous avez reçu.',
  needsScript: 'Cette page a besoin de JavaScript pour afficher votre attente. Vous gardez votre place sans cela.',
  login: 'Connexion', loginKey: 'Clé', loginGo: 'Se connecter', loginWrong: 'Cette clé n’ouvre pas ce centre. Vérifiez-la et réessayez.', notFound: 'Cette page n’existe pas.',
  channel: { voice: 'Téléphone', chat: 'Chat', messaging: 'Messages', email: 'E-mail', callback: 'Rappel', video: 'Vidéo' },
  feedState: { live: 'En direct', stale: 'Muette', unknown: 'Inconnue' },
  unknown: {
    'too-little-data': 'encore trop peu de données', 'not-yet': 'un instant', 'no-forecast': 'inconnu pour l’instant', off: 'non affiché', 'stale-feed': 'pas de données en direct',
    'no-agents': 'aucun agent', closed: 'fermé', shadow: 'à l’essai, non communiqué', 'unknown-contact': 'inconnu', 'not-estimable': 'impossible à estimer',
  },
}
const de: Words = {
  queue: 'Warteschlange', waiting: 'Wartend', longest: 'Längste Wartezeit', joinNow: 'Wenn Sie sich jetzt anstellen', staffed: 'Im Dienst', feed: 'Quelle',
  open: 'Geöffnet', closed: 'Geschlossen', closedUntil: 'Geschlossen bis {time}', within: 'in höchstens {time}', under: 'weniger als {count}', feeds: 'Quellen',
  seconds: '{n} s', minutes: '{n} Min.', hours: '{n} Std.', ago: 'vor {time}',
  live: 'Live', reconnecting: 'Verbindung wird erneuert…', noLiveData: 'Keine aktuellen Daten seit {time}', noQueues: 'Noch keine Warteschlange vorhanden.', noPublicQueues: 'Hier ist keine Warteschlange öffentlich. Wenn Sie hier arbeiten, melden Sie sich an, um alle zu sehen.', asOf: 'Stand {time}',
  service: 'In 20 s heute', alerts: 'Meldungen', alertFeed: 'Keine aktuellen Daten von {feed}', alertNobody: '{queue}: niemand da, {count} wartend', fullScreen: 'Vollbild (F)', kiosk: 'Kiosk (K)',
  wallboardOf: 'Anzeigetafel von {center}', statusOf: 'Wartezeiten von {center}', waitTitle: 'Ihre Wartezeit', waitNote: 'Diese Seite aktualisiert sich selbst; Sie müssen sie nicht neu laden.',
  waitNoToken: 'Dieser Adresse fehlt der letzte Teil. Bitte verwenden Sie den Link, den Sie erhalten haben.',
  needsScript: 'Diese Seite braucht JavaScript, um Ihre Wartezeit anzuzeigen. Ihren Platz behalten Sie auch ohne.',
  login: 'Anmelden', loginKey: 'Schlüssel', loginGo: 'Anmelden', loginWrong: 'Dieser Schlüssel öffnet dieses Center nicht. Bitte prüfen Sie ihn und versuchen Sie es erneut.', notFound: 'Diese Seite gibt es nicht.',
  channel: { voice: 'Telefon', chat: 'Chat', messaging: 'Nachrichten', email: 'E-Mail', callback: 'Rückruf', video: 'Video' },
  feedState: { live: 'Live', stale: 'Still', unknown: 'Unbekannt' },
  unknown: {
    'too-little-data': 'noch zu wenig Daten', 'not-yet': 'einen Moment', 'no-forecast': 'zurzeit nicht bekannt', off: 'nicht angezeigt', 'stale-feed': 'keine aktuellen Daten',
    'no-agents': 'niemand da', closed: 'geschlossen', shadow: 'im Probebetrieb, nicht mitgeteilt', 'unknown-contact': 'nicht bekannt', 'not-estimable': 'nicht abschätzbar',
  },
}

const WORDS: Record<PageLanguage, Words> = { nl, fr, de, en }

/** The words of a language; `nl-BE` is Dutch, a language we do not speak is English. */
export function wordsOf(lang: string): Words {
  const base = lang.split('-')[0]?.toLowerCase()
  return WORDS[PAGE_LANGUAGES.find((known) => known === base) ?? 'en']
}

/** Fills `{name}` places of a text. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
