import type { CharterWords } from './charter-words.ts'

export const fr: CharterWords = {
  title: 'Ce que {center} promet', lead: 'Ce que vous pouvez attendre quand vous nous contactez, et si nous le tenons : mesuré à chaque contact, pas déclaré par nous.',
  adheredSince: 'Adhésion depuis le {date}.', graceUntil: 'Jusqu’au {date}, un manquement est montré mais ne compte pas encore.', own: 'Nos promesses', draft: 'Encore comparé à son texte ; pas définitif.',
  alsoPromised: 'Promis aussi, sans chiffre', noCharter: 'Aucune promesse n’est encore publiée ici.', notKeptHere: 'Ce serveur ne garde pas de preuves : rien n’est mesuré.', computing: 'Les chiffres sont en cours de calcul. Cette page se met à jour d’elle-même.',
  now: 'Maintenant', period: 'Depuis le {date}', before: 'Avant', ofContacts: '{value} de {n}', ofOneContact: '{value} de 1 contact', measure: '{n} contacts',
  status: { met: 'Tenu', 'at-risk': 'Menacé', breached: 'Pas tenu', exempt: 'Exempté', 'not-measurable': 'Pas encore mesuré', 'not-set': 'Pas encore rempli' },
  excepted: 'Non repris', declared: 'Promis ; aucune mesure ne peut le montrer', noCases: 'Encore personne de concerné', notMeasuredYet: 'Pas encore mesuré', callbackMissing: 'aucun rappel n’est configuré', grace: 'les premiers mois, un manquement ne compte pas',
  channels: 'Comment nous joindre', waitNow: 'Attente actuelle', cost: 'Coût', perMinute: '{amount} la minute', freeWhileWaiting: 'gratuit pendant l’attente', costUnknown: 'non indiqué',
  typical: 'Attente habituelle par heure', typicalLead: 'La barre dit en combien de temps neuf personnes sur dix ont été aidées, le point la moitié. Cinq dernières semaines.', hour: 'Heure', half: 'La moitié en', nineInTen: 'Neuf sur dix en', contacts: 'Contacts', tooFew: 'trop peu', notMeasured: 'pas encore mesuré', asTable: 'La même chose en tableau', noChannels: 'Aucun canal n’est public ici.',
  minutesAxis: 'minutes', updated: 'Mis à jour : {time}.', ownMeasurement: 'Mesuré par {center} même, avec Queuecast. Certifié par personne.', forInspectors: 'Pour la direction et l’inspection', report: 'Rapport', accuracy: 'Justesse de ce qui est annoncé', embed: 'Montrer le label sur votre site', embedLead: 'Sans script ; il ne dit que ce qui est mesuré.', copy: 'Collez ceci',
  label: {
    kept: 'tenue', notKept: 'pas tenue', notMeasured: 'pas encore mesurée', expired: '35 jours sans données', none: 'pas de label', promise: 'Promesse aux clients', rules: '{kept} règles tenues sur {judged}', n: 'au moins {n} contacts par règle',
    own: 'Mesuré par {center} même, non certifié', alt: '{title} : {state}. {own}.',
  },
}
