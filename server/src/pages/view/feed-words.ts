import type { PageLanguage } from './words.ts'

/** How a feed stands: `down` where we cannot connect to it. */
export type FeedStatus = 'live' | 'stale' | 'down' | 'unknown'

/** What came of something that was to be replayed. `final`: it cannot be; `gone`: it is not there; `later`: not now; `old-rules`: a server of an older version may run. */
export const REPLAY_OUTCOMES = ['taken', 'known', 'waits', 'refused', 'final', 'gone', 'later', 'old-rules'] as const
export type ReplayOutcome = (typeof REPLAY_OUTCOMES)[number]

/** The words of the page of feeds in one language. `{…}` is filled in. */
export interface FeedWords {
  title: string; status: Record<FeedStatus, string>; since: string; lastEvent: string; lag: string; clock: string; drift: string; refused: string
  ahead: string; behind: string; exact: string; connection: string; connectedSince: string; elsewhere: string; connecting: string; lastError: string; nextTry: string
  held: string; lost: string; rejectedTitle: string; nothingRejected: string; setAside: string; none: string; never: string; pushed: string; asOf: string
  explain: Record<FeedStatus, string>
  replay: string; looks: string; forGood: string; replayed: string; came: Record<ReplayOutcome, string>
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
  replay: 'Replay', looks: 'What it looked like', forGood: 'It came too late and cannot be replayed: what it tells is over.', replayed: '{type} replayed:',
  came: {
    taken: 'It was taken.', known: 'The contact had it already; nothing counts twice.', waits: 'It waits for the event that says where its contact is.', refused: 'It was refused again.',
    final: 'It cannot be replayed.', gone: 'It is no longer here; it may have been replayed already.',
    later: 'Not now: the store or the feed’s quota does not allow it. Try again in a moment.', 'old-rules': 'A server of an older version may still run. Upgrade all, then raise “generation”.',
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
  replay: 'Opnieuw', looks: 'Hoe het eruitzag', forGood: 'Het kwam te laat en kan niet opnieuw: wat het vertelt is voorbij.', replayed: '{type} opnieuw:',
  came: {
    taken: 'Het werd aangenomen.', known: 'Het contact had het al; niets telt dubbel.', waits: 'Het wacht op het bericht dat zegt waar zijn contact is.', refused: 'Het werd opnieuw geweigerd.',
    final: 'Het kan niet opnieuw.', gone: 'Het is er niet meer; misschien is het al opnieuw gedaan.',
    later: 'Nu niet: de opslag of het quotum van de bron laat het niet toe. Probeer het zo meteen.', 'old-rules': 'Er draait misschien nog een server met een oudere versie. Werk ze alle bij en verhoog dan “generation”.',
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
  replay: 'Rejouer', looks: 'À quoi il ressemblait', forGood: 'Arrivé trop tard, il ne peut être rejoué : ce qu’il dit est passé.', replayed: '{type} rejoué :',
  came: {
    taken: 'Il a été pris.', known: 'Le contact l’avait déjà ; rien ne compte deux fois.', waits: 'Il attend le message qui dit où est son contact.', refused: 'Il a été refusé à nouveau.',
    final: 'Il ne peut être rejoué.', gone: 'Il n’est plus là ; il a peut-être déjà été rejoué.',
    later: 'Pas maintenant : le stockage ou le quota de la source ne le permet pas. Réessayez dans un instant.', 'old-rules': 'Un serveur d’une version plus ancienne tourne peut-être encore. Mettez-les tous à jour, puis augmentez « generation ».',
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
  replay: 'Erneut einspielen', looks: 'Wie es aussah', forGood: 'Es kam zu spät und kann nicht erneut eingespielt werden: Was es sagt, ist vorbei.', replayed: '{type} erneut eingespielt:',
  came: {
    taken: 'Es wurde angenommen.', known: 'Der Kontakt hatte es schon; nichts zählt doppelt.', waits: 'Es wartet auf die Meldung, die sagt, wo sein Kontakt ist.', refused: 'Es wurde wieder abgelehnt.',
    final: 'Es kann nicht erneut eingespielt werden.', gone: 'Es ist nicht mehr da; vielleicht wurde es schon erneut eingespielt.',
    later: 'Nicht jetzt: Der Speicher oder das Kontingent der Quelle lässt es nicht zu. Bitte gleich noch einmal.', 'old-rules': 'Vielleicht läuft noch ein Server einer älteren Version. Alle aktualisieren, dann „generation“ erhöhen.',
  },
}

export const FEED_WORDS: Record<PageLanguage, FeedWords> = { nl, fr, de, en }
