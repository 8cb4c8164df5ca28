import type { Messages } from './message-keys.ts'

/** German, polite form. Durations stand after "in höchstens", so in the dative. */
export const de: Messages = {
  'duration.minutes': '{minutes, plural, one {einer Minute} other {# Minuten}}',
  'duration.hours': '{hours, plural, one {einer Stunde} other {# Stunden}}',
  'duration.half-hours': '{hours, plural, =1 {anderthalb Stunden} other {#,5 Stunden}}',
  'duration.mixed': '{hours, plural, one {einer Stunde} other {# Stunden}} und {minutes, plural, one {einer Minute} other {# Minuten}}',

  'place': '{place, plural, =1 {Sie sind die erste Person in der Reihe.} other {Sie sind Nummer #.}}',
  'in-line': 'Sie sind in der Warteschlange.',

  'wait.known': 'Voraussichtlich sind Sie in höchstens {duration} dran.',
  'wait.answer-by': 'Voraussichtlich erhalten Sie eine Antwort vor {time}.',
  'wait.too-little-data': 'Wie lange es noch dauert, können wir im Moment nicht sagen.',
  'wait.not-yet': 'Wir sehen gerade nach, wie lange es etwa dauert.',
  'wait.no-forecast': 'Wie lange es noch dauert, können wir gerade nicht sagen.',
  'wait.off': 'Wir helfen Ihnen, sobald Sie an der Reihe sind.',
  'wait.stale-feed': 'Die aktuelle Wartezeit ist gerade nicht verfügbar.',
  'wait.no-agents': 'Sobald jemand verfügbar ist, geht es weiter.',
  'wait.not-estimable': 'Wie lange es noch dauert, können wir nicht sagen.',

  'state.connecting': 'Sie sind an der Reihe: Wir verbinden Sie.',
  'state.paused': 'Dieses Gespräch ist gerade pausiert.',
  'state.callback': 'Wir rufen Sie zurück, Sie müssen nicht weiter warten.',
  'state.callback-within': 'Voraussichtlich rufen wir Sie in höchstens {duration} zurück.',
  'state.callback-by': 'Wir rufen Sie vor {time} zurück.',
  'state.callback-between': 'Wir rufen Sie zwischen {from} und {to} an.',
  'state.answered': 'Das Warten ist vorbei: Jemand hat Ihr Anliegen angenommen.',
  'state.left': 'Sie sind nicht mehr in der Warteschlange.',
  'state.closing': 'Wir schließen, aber Sie kommen noch an die Reihe.',
  'state.closed': 'Wir haben gerade geschlossen.',
  'state.unknown': 'Sobald Sie in der Warteschlange sind, sehen Sie hier den Stand.',

  'revision': 'Es dauert länger, als wir zuerst gesagt haben.',
  'revision.longer-handling': 'Es dauert länger, als wir zuerst gesagt haben, weil die Gespräche gerade länger dauern.',
  'revision.fewer-agents': 'Es dauert länger, als wir zuerst gesagt haben, weil gerade weniger Mitarbeitende da sind.',
  'revision.priority-contacts': 'Es dauert länger, als wir zuerst gesagt haben, weil dringende Anliegen vorgehen.',
  'revision.event': 'Es dauert länger, als wir zuerst gesagt haben, wegen eines außergewöhnlichen Ereignisses.',

  'repeat.wait': 'Weiterhin voraussichtlich in höchstens {duration}.',
  'repeat.in-line': 'Sie sind weiterhin in der Warteschlange.',

  'offer.callback': 'Sie können sich auch zurückrufen lassen.',
  'notice.expected-end': 'Voraussichtliches Ende: {time}.',
}
