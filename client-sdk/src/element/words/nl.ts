import type { ElementWords } from './element-words.ts'

export const nl: ElementWords = {
  pause: 'Pauzeren', resume: 'Hervatten', pausedAt: 'Gepauzeerd. Dit was om {time}.',
  unavailable: 'Uw plaats in de wachtrij kan hier niet worden getoond.',
  offline: 'Er is op dit moment geen verbinding. Dit wordt vanzelf bijgewerkt zodra ze terug is.',
  range: 'Meestal tussen {from} en {to} minuten.', expectTurn: 'Zodra u aan de beurt bent, leest u het hier.',
  callback: 'Bel mij terug', phone: 'Uw telefoonnummer', ask: 'Terugbellen vragen', cancel: 'Annuleren', asking: 'Een ogenblik', askedShort: 'Terugbellen gevraagd',
  asked: 'Uw vraag om teruggebeld te worden is doorgegeven. U wacht gewoon verder tot ze hier bevestigd is.',
  notOffered: 'Terugbellen is op dit moment niet mogelijk. U wacht gewoon verder.',
  notTaken: 'Het is niet gelukt om terugbellen te vragen. U wacht gewoon verder en kunt het opnieuw proberen.',
  badPhone: 'Vul een telefoonnummer in, zoals +32 2 555 01 00.',
  alert: 'Waarschuw mij op tijd', alertOn: 'U hoort en ziet het als u bijna aan de beurt bent, zolang deze pagina open blijft.',
  nearly: 'Bijna aan de beurt', turn: 'U bent aan de beurt',
}
