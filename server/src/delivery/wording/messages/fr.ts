import type { Messages } from './message-keys.ts'

/** French, polite form. An apostrophe right before a brace would be ICU quoting: write it twice there. */
export const fr: Messages = {
  'duration.minutes': '{minutes, plural, one {une minute} other {# minutes}}',
  'duration.hours': '{hours, plural, one {une heure} other {# heures}}',
  'duration.half-hours': '{hours, plural, one {une heure et demie} other {# heures et demie}}',
  'duration.mixed': '{hours, plural, one {une heure} other {# heures}} et {minutes, plural, one {une minute} other {# minutes}}',

  'place': '{place, plural, =1 {Vous êtes en première position.} other {Vous êtes en #e position.}}',
  'in-line': 'Vous êtes dans la file.',

  'wait.known': 'Vous devriez avoir quelqu\'un d\'ici {duration}.',
  'wait.answer-by': 'Vous devriez avoir une réponse avant {time}.',
  'wait.too-little-data': 'Nous ne pouvons pas dire pour le moment combien de temps cela prendra.',
  'wait.not-yet': 'Nous regardons combien de temps cela prendra.',
  'wait.no-forecast': 'Nous ne pouvons pas dire pour l\'instant combien de temps cela prendra.',
  'wait.off': 'Nous vous aiderons dès que ce sera votre tour.',
  'wait.stale-feed': 'Le temps d\'attente actuel n\'est pas disponible pour l\'instant.',
  'wait.no-agents': 'La file avancera dès qu\'une personne sera disponible.',
  'wait.not-estimable': 'Nous ne pouvons pas dire combien de temps cela prendra.',

  'state.connecting': 'C\'est votre tour : nous vous mettons en relation.',
  'state.paused': 'Cette conversation est en pause.',
  'state.callback': 'Nous vous rappelons, vous n\'avez pas besoin d\'attendre.',
  'state.callback-within': 'Nous devrions vous rappeler d\'ici {duration}.',
  'state.callback-by': 'Nous vous rappelons avant {time}.',
  'state.callback-between': 'Nous vous appelons entre {from} et {to}.',
  'state.answered': 'L\'attente est terminée : quelqu\'un a pris votre demande.',
  'state.left': 'Vous n\'êtes plus dans la file.',
  'state.closing': 'Nous fermons, mais nous vous répondrons encore.',
  'state.closed': 'Nous sommes actuellement fermés.',
  'state.unknown': 'Dès que vous serez dans la file, vous verrez ici où vous en êtes.',

  'revision': 'Cela prend plus de temps que nous ne l\'avions dit.',
  'revision.longer-handling': 'Cela prend plus de temps que nous ne l\'avions dit, car les conversations durent plus longtemps.',
  'revision.fewer-agents': 'Cela prend plus de temps que nous ne l\'avions dit, car nous sommes moins nombreux à répondre.',
  'revision.priority-contacts': 'Cela prend plus de temps que nous ne l\'avions dit, car des demandes urgentes passent avant.',
  'revision.event': 'Cela prend plus de temps que nous ne l\'avions dit, en raison d\'un événement exceptionnel.',

  'repeat.wait': 'Toujours d\'ici {duration} probablement.',
  'repeat.in-line': 'Vous êtes toujours dans la file.',

  'offer.callback': 'Vous pouvez aussi choisir d\'être rappelé.',
  'notice.expected-end': 'Fin prévue : {time}.',
}
