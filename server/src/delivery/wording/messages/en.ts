import type { Messages } from './message-keys.ts'

/** English; also what is said where no language fits. */
export const en: Messages = {
  'duration.minutes': '{minutes, plural, one {a minute} other {# minutes}}',
  'duration.hours': '{hours, plural, one {an hour} other {# hours}}',
  'duration.half-hours': '{hours, plural, one {an hour and a half} other {# and a half hours}}',
  'duration.mixed': '{hours, plural, one {an hour} other {# hours}} and {minutes, plural, one {a minute} other {# minutes}}',

  'place': '{place, plural, =1 {You are first in line.} other {You are number #.}}',
  'in-line': 'You are in line.',

  'wait.known': 'You will probably be answered within {duration}.',
  'wait.answer-by': 'You will probably get an answer before {time}.',
  'wait.too-little-data': 'We cannot say at the moment how long it will take.',
  'wait.not-yet': 'We are working out roughly how long it will take.',
  'wait.no-forecast': 'We cannot say just now how long it will take.',
  'wait.off': 'We will help you as soon as it is your turn.',
  'wait.stale-feed': 'The current waiting time is not available just now.',
  'wait.no-agents': 'The line moves on as soon as someone is available.',
  'wait.not-estimable': 'We cannot say how long it will take.',

  'state.connecting': 'It is your turn: we are connecting you.',
  'state.paused': 'This conversation is paused.',
  'state.callback': 'We will call you back, there is no need to keep waiting.',
  'state.callback-within': 'We will probably call you back within {duration}.',
  'state.callback-by': 'We will call you back before {time}.',
  'state.callback-between': 'Your call comes between {from} and {to}.',
  'state.answered': 'The wait is over: someone has taken your request.',
  'state.left': 'You are no longer in line.',
  'state.closing': 'We are closing, but you will still be helped.',
  'state.closed': 'We are closed at the moment.',
  'state.unknown': 'As soon as you are in line, you will see here how it stands.',

  'revision': 'It is taking longer than we said.',
  'revision.longer-handling': 'It is taking longer than we said, because conversations are taking longer.',
  'revision.fewer-agents': 'It is taking longer than we said, because fewer people are available to help.',
  'revision.priority-contacts': 'It is taking longer than we said, because urgent requests go first.',
  'revision.event': 'It is taking longer than we said, because of an exceptional event.',

  'repeat.wait': 'Still probably within {duration}.',
  'repeat.in-line': 'You are still in line.',

  'offer.callback': 'You can also choose to be called back.',
  'notice.expected-end': 'Expected end: {time}.',
}
