import type { RuleWords } from './rule-words.ts'

export const de: RuleWords = {
  within: 'Ein Mensch antwortet Ihnen innerhalb von {time}', mean: 'Im Durchschnitt warten Sie höchstens {time}', meanOfBest: 'Die {share} kürzesten Wartezeiten dauern im Durchschnitt höchstens {time}',
  over: 'Höchstens {share} der Kunden warten länger als {time}', answered: 'Wer sich an uns wendet, bekommt Antwort', abandonment: 'Höchstens {share} der Kunden geben auf, bevor jemand antwortet',
  busy: 'Höchstens {share} der Kunden finden alle Leitungen besetzt', callbackAfter: 'Nach {time} Wartezeit bieten wir Ihnen einen Rückruf an', callbackExpected: 'Wird Ihre Wartezeit voraussichtlich {time} überschreiten, bieten wir Ihnen einen Rückruf an',
  callbackDone: 'Ist ein Rückruf vereinbart, rufen wir zurück: {deadline}', callbackDoneFree: 'Ist ein Rückruf vereinbart, rufen wir kostenlos zurück: {deadline}',
  announceWait: 'Wir sagen Ihnen, wie lange Sie voraussichtlich warten', announcePosition: 'Wir sagen Ihnen Ihren Platz in der Warteschlange', cadence: 'Während Sie warten, hören Sie mindestens alle {time} von uns',
  respected: 'Wir halten die angesagte Wartezeit ein', overstatement: 'Wir übertreiben nicht: Für die Hälfte unserer Kunden ist die angesagte Wartezeit höchstens das {n}-Fache der wirklichen',
  statusAge: 'Was wir Ihnen zeigen, ist nie älter als {time}', revisions: 'Höchstens {share} der Kunden erfahren später, dass es länger dauert',
  exception: 'Bei außergewöhnlichen Ereignissen sagen wir es', exceptionToWaiting: 'Bei außergewöhnlichen Ereignissen sagen wir es, auch denen, die schon warten',
  transfers: 'Sie werden höchstens {n}-mal weiterverbunden', transferWithin: 'Werden Sie weiterverbunden, ist innerhalb von {time} jemand da', reply: 'Wir beantworten Ihre Nachrichten {deadline}',
  costFree: 'Warten ist kostenlos', costMost: 'Warten kostet höchstens {amount} pro Minute', costAllowed: 'Während Sie warten, zahlen Sie keinen Sondertarif', noDisconnect: 'Wir beenden nie das Gespräch wegen der Wartezeit',
  fifo: 'Wer zuerst kommt, wird zuerst bedient', reachable: 'Sie erreichen uns zu den zugesagten Zeiten', human: 'Sie können jederzeit nach einem Menschen verlangen', humanWithin: 'Wer nach einem Menschen verlangt, erreicht einen innerhalb von {time}',
  language: 'Wir sprechen Ihre Sprache', menu: 'Das Auswahlmenü ist kurz', menuMost: 'Das Auswahlmenü hat höchstens {n} Punkte', noAdvertising: 'Keine Werbung, während Sie warten', advertisingConsent: 'Werbung während der Wartezeit nur mit Ihrem Einverständnis',
  remedy: 'Halten wir nicht Wort, gibt es einen Ausgleich', publication: 'Wir veröffentlichen unsere Ergebnisse', accessible: 'Jeder kann die Wartezeit verfolgen, auch mit einer Behinderung', disclosure: 'Wir sagen Ihnen zu Beginn, ob Sie mit einer Maschine sprechen oder aufgezeichnet werden',
  inTime: 'innerhalb von {time}', nextWorkingDay: 'bis zum Ende des nächsten Werktags', workingDays: 'innerhalb von {n} Werktagen', orNextWorkingDay: 'innerhalb von {time} oder bis zum Ende des nächsten Werktags',
  orAfterOpening: 'innerhalb von {time}; kurz vor Schluss innerhalb von {after} nach der nächsten Öffnung', inShare: ', in {share} der Fälle', open: '(noch nicht ausgefüllt)',
}
