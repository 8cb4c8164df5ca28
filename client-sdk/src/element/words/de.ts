import type { ElementWords } from './element-words.ts'

export const de: ElementWords = {
  pause: 'Anhalten', resume: 'Fortsetzen', pausedAt: 'Angehalten. Stand von {time}.',
  unavailable: 'Ihr Platz in der Warteschlange kann hier nicht angezeigt werden.',
  offline: 'Im Moment besteht keine Verbindung. Diese Anzeige aktualisiert sich von selbst, sobald sie wieder da ist.',
  range: 'Meist zwischen {from} und {to} Minuten.', expectTurn: 'Sobald Sie an der Reihe sind, lesen Sie es hier.',
  callback: 'Rufen Sie mich zurück', phone: 'Ihre Telefonnummer', ask: 'Rückruf erbitten', cancel: 'Abbrechen', asking: 'Einen Moment', askedShort: 'Rückruf erbeten',
  asked: 'Ihre Bitte um Rückruf wurde weitergegeben. Sie warten weiter, bis sie hier bestätigt ist.',
  notOffered: 'Ein Rückruf ist im Moment nicht möglich. Sie warten weiter wie bisher.',
  notTaken: 'Die Bitte um Rückruf kam nicht durch. Sie warten weiter wie bisher und können es noch einmal versuchen.',
  badPhone: 'Bitte geben Sie eine Telefonnummer ein, zum Beispiel +32 2 555 01 00.',
  alert: 'Rechtzeitig Bescheid geben', alertOn: 'Sie hören und sehen es, wenn Sie fast an der Reihe sind, solange diese Seite offen bleibt.',
  nearly: 'Fast an der Reihe', turn: 'Sie sind an der Reihe',
}
