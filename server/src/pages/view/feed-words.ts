import type { PageLanguage } from './words.ts'

/** How a feed stands: `down` where we cannot connect to it. */
export type FeedStatus = 'live' | 'stale' | 'down' | 'unknown'

/** The words of the page of feeds in one language. `{…}` is filled in. */
export interface FeedWords {
  title: string; status: Record<FeedStatus, string>; since: string; lastEvent: string; lag: string; clock: string; drift: string; refused: string
  ahead: string; behind: string; exact: string; connection: string; connectedSince: string; elsewhere: string; connecting: string; lastError: string; nextTry: string
  held: string; lost: string; rejectedTitle: string; nothingRejected: string; setAside: string; none: string; never: string; pushed: string; asOf: string
  explain: Record<FeedStatus, string>
}

const en: FeedWords = {
  title: 'Feeds of {center}', status: { live: 'Live', stale: 'Silent', down: 'Not connected', unknown: 'Never heard' },
  since: 'Since', lastEvent: 'Last event', lag: 'Arrives after', clock: 'Its clock', drift: 'Put right', refused: 'Not taken',
  ahead: '{time} ahead', behind: '{time} behind', exact: 'right', connection: 'Connection', connectedSince: 'connected since {time}', elsewhere: 'another server of ours holds it', connecting: 'connecting…',
  lastError: 'Last fault, {time}: {error}', nextTry: 'Next try {time}', held: '{n} events wait to be stored.', lost: '{n} events were lost; the source was asked for its state again.',
  rejectedTitle: 'What was not taken, and why', nothingRejected: 'Everything was taken.', setAside: 'set aside', none: 'This center has no feeds.', never: 'never', pushed: 'pushes its events', asOf: 'As of {time}',
  explain: {
    live: 'Its queues tell customers what their settings allow.', stale: 'It has said nothing for longer than it promises. Its queues say “unknown” to customers until it speaks again.',
    down: 'We cannot reach the source. Its queues say “unknown” to customers within half a minute.', unknown: 'It has not sent anything yet.',
  },
}
const nl: FeedWords = {
  title: 'Bronnen van {center}', status: { live: 'Live', stale: 'Stil', down: 'Niet verbonden', unknown: 'Nooit gehoord' },
  since: 'Sinds', lastEvent: 'Laatste bericht', lag: 'Komt aan na', clock: 'Klok', drift: 'Rechtgezet', refused: 'Niet aangenomen',
  ahead: '{time} voor', behind: '{time} achter', exact: 'juist', connection: 'Verbinding', connectedSince: 'verbonden sinds {time}', elsewhere: 'een andere server van ons heeft ze', connecting: 'verbinden…',
  lastError: 'Laatste fout, {time}: {error}', nextTry: 'Volgende poging {time}', held: '{n} berichten wachten om bewaard te worden.', lost: '{n} berichten gingen verloren; de bron is opnieuw naar haar toestand gevraagd.',
  rejectedTitle: 'Wat niet werd aangenomen, en waarom', nothingRejected: 'Alles werd aangenomen.', setAside: 'opzijgezet', none: 'Dit center heeft geen bronnen.', never: 'nooit', pushed: 'stuurt zelf berichten', asOf: 'Stand van {time}',
  explain: {
    live: 'Haar wachtrijen vertellen klanten wat hun instellingen toelaten.', stale: 'Ze zweeg langer dan ze belooft. Haar wachtrijen zeggen klanten “onbekend” tot ze weer spreekt.',
    down: 'We bereiken de bron niet. Haar wachtrijen zeggen klanten binnen een halve minuut “onbekend”.', unknown: 'Ze heeft nog niets gestuurd.',
  },
}
const fr: FeedWords = {
  title: 'Sources de {center}', status: { live: 'En direct', stale: 'Muette', down: 'Non connectée', unknown: 'Jamais entendue' },
  since: 'Depuis', lastEvent: 'Dernier message', lag: 'Arrive après', clock: 'Son horloge', drift: 'Corrigés', refused: 'Refusés',
  ahead: '{time} d’avance', behind: '{time} de retard', exact: 'juste', connection: 'Connexion', connectedSince: 'connectée depuis {time}', elsewhere: 'un autre de nos serveurs la tient', connecting: 'connexion…',
  lastError: 'Dernière erreur, {time} : {error}', nextTry: 'Prochain essai {time}', held: '{n} messages attendent d’être enregistrés.', lost: '{n} messages perdus ; l’état a été redemandé à la source.',
  rejectedTitle: 'Ce qui a été refusé, et pourquoi', nothingRejected: 'Tout a été pris.', setAside: 'mis de côté', none: 'Ce centre n’a pas de source.', never: 'jamais', pushed: 'envoie ses messages', asOf: 'État à {time}',
  explain: {
    live: 'Ses files disent aux clients ce que leurs réglages permettent.', stale: 'Elle se tait depuis plus longtemps que promis. Ses files disent « inconnu » aux clients jusqu’à ce qu’elle reparle.',
    down: 'La source est injoignable. Ses files disent « inconnu » aux clients en moins d’une demi-minute.', unknown: 'Elle n’a encore rien envoyé.',
  },
}
const de: FeedWords = {
  title: 'Quellen von {center}', status: { live: 'Live', stale: 'Still', down: 'Nicht verbunden', unknown: 'Nie gehört' },
  since: 'Seit', lastEvent: 'Letzte Meldung', lag: 'Kommt an nach', clock: 'Ihre Uhr', drift: 'Berichtigt', refused: 'Nicht angenommen',
  ahead: 'geht {time} vor', behind: 'geht {time} nach', exact: 'richtig', connection: 'Verbindung', connectedSince: 'verbunden seit {time}', elsewhere: 'ein anderer Server von uns hält sie', connecting: 'wird verbunden…',
  lastError: 'Letzter Fehler, {time}: {error}', nextTry: 'Nächster Versuch {time}', held: '{n} Meldungen warten auf das Speichern.', lost: '{n} Meldungen gingen verloren; die Quelle wurde neu nach ihrem Stand gefragt.',
  rejectedTitle: 'Was nicht angenommen wurde, und warum', nothingRejected: 'Alles wurde angenommen.', setAside: 'beiseitegelegt', none: 'Dieses Center hat keine Quellen.', never: 'nie', pushed: 'sendet ihre Meldungen', asOf: 'Stand {time}',
  explain: {
    live: 'Ihre Warteschlangen sagen Kunden, was deren Einstellungen erlauben.', stale: 'Sie schweigt länger, als sie verspricht. Ihre Warteschlangen sagen Kunden „unbekannt“, bis sie wieder spricht.',
    down: 'Die Quelle ist nicht zu erreichen. Ihre Warteschlangen sagen Kunden binnen einer halben Minute „unbekannt“.', unknown: 'Sie hat noch nichts gesendet.',
  },
}

export const FEED_WORDS: Record<PageLanguage, FeedWords> = { nl, fr, de, en }
