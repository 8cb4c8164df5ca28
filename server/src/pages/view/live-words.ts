import type { PageLanguage } from './words.ts'

/** The words of the live demo in one language. `{…}` is filled in. */
export interface LiveWords {
  title: string; lead: string; simulated: string; center: string; customer: string; nobody: string; follow: string; whoever: string; language: string; goOn: string; note: string; following: string; place: string
  events: string; noEvents: string; more: string; withoutScript: string
  connect: string; first: string; configuration: string; next: string; own: string; description: string
}

export const LIVE_WORDS: Record<PageLanguage, LiveWords> = {
  en: {
    title: 'Queuecast, live', lead: 'A contact center sends events. At the same moment its wallboard moves, and each customer who waits reads the place and an honest bound for the wait. This is the test center of this server.', simulated: 'A simulated one needs no feed.',
    center: 'What the center sees: {name}', customer: 'What one customer sees', nobody: 'Nobody waits now. The first to wait appears here.', follow: 'Follow', whoever: 'Whoever waits', language: 'Language', goOn: 'Go on to the next when this one is done',
    note: 'Each customer who waits has a page like this, in the language of the customer.', following: 'Following contact {contact}.', place: 'no. {n}',
    events: 'Events as they come in', noEvents: 'No events yet.', more: '… and {n} more', withoutScript: 'The demo needs JavaScript; the wallboard is loaded again every five seconds without it.',
    connect: 'Connect a feed', first: 'In a terminal, in the folder of Queuecast. First a feed key of this center, from {place}:', configuration: 'the configuration', next: 'Then a simulated contact center, so that there is something to see:',
    own: 'Or one event of your own: someone begins to wait.', description: 'All other events are in the description of the API.',
  },
  nl: {
    title: 'Queuecast, live', lead: 'Een contactcenter stuurt gebeurtenissen. Op hetzelfde moment beweegt het wandbord, en leest elke klant die wacht zijn plaats en een eerlijke bovengrens voor het wachten. Dit is het testcenter van deze server.', simulated: 'Een gesimuleerd center heeft geen bron nodig.',
    center: 'Wat het center ziet: {name}', customer: 'Wat één klant ziet', nobody: 'Niemand wacht nu. De eerste die wacht, verschijnt hier.', follow: 'Volgen', whoever: 'Wie er ook wacht', language: 'Taal', goOn: 'Ga door met de volgende als deze klaar is',
    note: 'Elke klant die wacht, heeft zo’n pagina, in zijn eigen taal.', following: 'Volgt contact {contact}.', place: 'nr. {n}',
    events: 'Gebeurtenissen zoals ze binnenkomen', noEvents: 'Nog geen gebeurtenissen.', more: '… en nog {n}', withoutScript: 'De demo heeft JavaScript nodig; zonder wordt het wandbord elke vijf seconden opnieuw geladen.',
    connect: 'Een bron aansluiten', first: 'In een terminal, in de map van Queuecast. Eerst een sleutel voor een bron van dit center, uit {place}:', configuration: 'de configuratie', next: 'Dan een gesimuleerd contactcenter, zodat er iets te zien is:',
    own: 'Of één eigen gebeurtenis: iemand begint te wachten.', description: 'Alle andere gebeurtenissen staan in de beschrijving van de API.',
  },
  fr: {
    title: 'Queuecast, en direct', lead: 'Un centre de contact envoie des événements. Au même moment son tableau bouge, et chaque client qui attend lit sa position et une limite honnête de l’attente. Voici le centre de test de ce serveur.', simulated: 'Un centre simulé n’a pas besoin de source.',
    center: 'Ce que voit le centre : {name}', customer: 'Ce que voit un client', nobody: 'Personne n’attend. Le premier qui attendra apparaîtra ici.', follow: 'Suivre', whoever: 'N’importe qui', language: 'Langue', goOn: 'Passer au suivant quand celui-ci a fini',
    note: 'Chaque client qui attend a une telle page, dans sa langue.', following: 'Suit le contact {contact}.', place: 'n° {n}',
    events: 'Les événements à leur arrivée', noEvents: 'Aucun événement pour l’instant.', more: '… et {n} de plus', withoutScript: 'La démo a besoin de JavaScript ; sans lui le tableau est rechargé toutes les cinq secondes.',
    connect: 'Connecter une source', first: 'Dans un terminal, dans le dossier de Queuecast. D’abord une clé de source de ce centre, prise dans {place} :', configuration: 'la configuration', next: 'Puis un centre de contact simulé, pour qu’il y ait quelque chose à voir :',
    own: 'Ou un seul événement à vous : quelqu’un se met à attendre.', description: 'Tous les autres événements sont dans la description de l’API.',
  },
  de: {
    title: 'Queuecast, live dabei', lead: 'Ein Contactcenter sendet Ereignisse. Im selben Augenblick bewegt sich seine Anzeigetafel, und jeder wartende Kunde liest seinen Platz und eine ehrliche Grenze der Wartezeit. Dies ist das Testcenter dieses Servers.', simulated: 'Ein simuliertes braucht keine Quelle.',
    center: 'Was das Center sieht: {name}', customer: 'Was ein Kunde sieht', nobody: 'Gerade wartet niemand. Wer zuerst wartet, erscheint hier.', follow: 'Folgen', whoever: 'Wer gerade wartet', language: 'Sprache', goOn: 'Mit dem Nächsten weitermachen, wenn dieser fertig ist',
    note: 'Jeder wartende Kunde hat eine solche Seite, in seiner Sprache.', following: 'Folgt dem Kontakt {contact}.', place: 'Nr. {n}',
    events: 'Ereignisse, wie sie eintreffen', noEvents: 'Noch keine Ereignisse.', more: '… und {n} weitere', withoutScript: 'Die Demo braucht JavaScript; ohne wird die Anzeigetafel alle fünf Sekunden neu geladen.',
    connect: 'Eine Quelle anschließen', first: 'In einem Terminal, im Ordner von Queuecast. Zuerst ein Schlüssel für eine Quelle dieses Centers, aus {place}:', configuration: 'der Konfiguration', next: 'Dann ein simuliertes Contactcenter, damit es etwas zu sehen gibt:',
    own: 'Oder ein eigenes Ereignis: Jemand beginnt zu warten.', description: 'Alle anderen Ereignisse stehen in der Beschreibung der API.',
  },
}
