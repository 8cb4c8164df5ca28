import type { Messages } from './message-keys.ts'

/** Dutch, as said in Belgium and the Netherlands; polite form. */
export const nl: Messages = {
  'duration.minutes': '{minutes, plural, one {een minuut} other {# minuten}}',
  'duration.hours': '{hours, plural, one {een uur} other {# uur}}',
  'duration.half-hours': '{hours, plural, =1 {anderhalf uur} other {#,5 uur}}',
  'duration.mixed': '{hours, plural, one {een uur} other {# uur}} en {minutes, plural, one {een minuut} other {# minuten}}',

  'place': '{place, plural, =1 {U bent de eerste in de rij.} other {U bent nummer #.}}',
  'in-line': 'U staat in de rij.',

  'wait.known': 'Waarschijnlijk bent u binnen {duration} aan de beurt.',
  'wait.answer-by': 'U krijgt waarschijnlijk antwoord vóór {time}.',
  'wait.too-little-data': 'Hoelang het nog duurt, kunnen we nu niet zeggen.',
  'wait.not-yet': 'We bekijken hoelang het ongeveer duurt.',
  'wait.no-forecast': 'Hoelang het nog duurt, kunnen we nu even niet zeggen.',
  'wait.off': 'We helpen u zodra u aan de beurt bent.',
  'wait.stale-feed': 'De actuele wachttijd is even niet beschikbaar.',
  'wait.no-agents': 'Zodra er een medewerker is, gaan we verder met de rij.',
  'wait.not-estimable': 'Hoelang het nog duurt, kunnen we niet zeggen.',

  'state.connecting': 'U bent aan de beurt: we verbinden u door.',
  'state.paused': 'Dit gesprek staat even op pauze.',
  'state.callback': 'We bellen u terug, u hoeft niet te blijven wachten.',
  'state.callback-within': 'We bellen u waarschijnlijk binnen {duration} terug.',
  'state.callback-by': 'We bellen u terug vóór {time}.',
  'state.callback-between': 'We bellen u tussen {from} en {to}.',
  'state.answered': 'Het wachten is voorbij: iemand heeft uw vraag aangenomen.',
  'state.left': 'U staat niet meer in de rij.',
  'state.closing': 'We gaan dicht, maar u wordt nog geholpen.',
  'state.closed': 'We zijn nu gesloten.',
  'state.unknown': 'Zodra u in de rij staat, ziet u hier hoe het ervoor staat.',

  'revision': 'Het duurt langer dan we eerst zeiden.',
  'revision.longer-handling': 'Het duurt langer dan we eerst zeiden, omdat de gesprekken nu langer duren.',
  'revision.fewer-agents': 'Het duurt langer dan we eerst zeiden, omdat er nu minder medewerkers zijn.',
  'revision.priority-contacts': 'Het duurt langer dan we eerst zeiden, omdat dringende vragen voorgaan.',
  'revision.event': 'Het duurt langer dan we eerst zeiden, door een uitzonderlijke gebeurtenis.',

  'repeat.wait': 'Nog altijd waarschijnlijk binnen {duration}.',
  'repeat.in-line': 'U staat nog in de rij.',

  'offer.callback': 'U kunt er ook voor kiezen om teruggebeld te worden.',
  'notice.expected-end': 'Verwacht einde: {time}.',
}
