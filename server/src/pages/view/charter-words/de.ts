import type { CharterWords } from './charter-words.ts'

export const de: CharterWords = {
  title: 'Was {center} verspricht', lead: 'Was Sie erwarten dürfen, wenn Sie sich an uns wenden, und ob wir es halten: an jedem Kontakt gemessen, nicht von uns behauptet.',
  adheredSince: 'Beigetreten am {date}.', graceUntil: 'Bis {date} wird ein Verstoß gezeigt, zählt aber noch nicht.', own: 'Unsere Versprechen', draft: 'Wird noch mit dem Text verglichen; nicht endgültig.',
  alsoPromised: 'Auch versprochen, ohne Zahl', noCharter: 'Hier ist noch kein Versprechen veröffentlicht.', notKeptHere: 'Dieser Server bewahrt keine Nachweise auf, also wird nichts gemessen.', computing: 'Die Zahlen werden berechnet. Diese Seite aktualisiert sich selbst.',
  now: 'Jetzt', period: 'Seit {date}', before: 'Bisher', ofContacts: '{value} von {n}', ofOneContact: '{value} von 1 Kontakt', measure: '{n} Kontakte',
  status: { met: 'Gehalten', 'at-risk': 'Gefährdet', breached: 'Nicht gehalten', exempt: 'Ausgenommen', 'not-measurable': 'Noch nicht gemessen', 'not-set': 'Noch nicht ausgefüllt' },
  excepted: 'Nicht übernommen', declared: 'Versprochen; keine Messung kann es zeigen', noCases: 'Noch niemand betroffen', notMeasuredYet: 'Noch nicht gemessen', callbackMissing: 'kein Rückruf ist eingerichtet', grace: 'in den ersten Monaten zählt ein Verstoß nicht',
  channels: 'So erreichen Sie uns', waitNow: 'Wartezeit jetzt', cost: 'Kosten', perMinute: '{amount} pro Minute', freeWhileWaiting: 'kostenlos, während Sie warten', costUnknown: 'nicht angegeben',
  typical: 'Übliche Wartezeit nach Stunde', typicalLead: 'Der Balken sagt, in welcher Zeit neun von zehn geholfen war, der Punkt der Hälfte. Letzte fünf Wochen.', hour: 'Stunde', half: 'Hälfte in', nineInTen: 'Neun von zehn in', contacts: 'Kontakte', tooFew: 'zu wenige', notMeasured: 'noch nicht gemessen', asTable: 'Dasselbe als Tabelle', noChannels: 'Hier ist kein Kanal öffentlich.',
  minutesAxis: 'Minuten', updated: 'Stand: {time}.', ownMeasurement: 'Von {center} selbst gemessen, mit Queuecast. Von niemandem zertifiziert.', forInspectors: 'Für Leitung und Aufsicht', report: 'Bericht', accuracy: 'Genauigkeit der Ansagen', embed: 'Das Label auf Ihrer Seite zeigen', embedLead: 'Ohne Skript; es sagt nur, was gemessen wurde.', copy: 'Fügen Sie dies ein',
  label: {
    kept: 'gehalten', notKept: 'nicht gehalten', notMeasured: 'noch nicht gemessen', expired: '35 Tage keine Daten', none: 'kein Label', promise: 'Versprechen an Kunden', rules: '{kept} von {judged} Regeln gehalten', n: 'mindestens {n} Kontakte je Regel',
    own: 'Von {center} selbst gemessen, nicht zertifiziert', alt: '{title}: {state}. {own}.',
  },
}
