import type { ElementWords } from './element-words.ts'

export const en: ElementWords = {
  pause: 'Pause', resume: 'Resume', pausedAt: 'Paused. This was at {time}.',
  unavailable: 'Your place in the queue cannot be shown here.',
  offline: 'There is no connection at the moment. This updates by itself as soon as it is back.',
  range: 'Usually between {from} and {to} minutes.', expectTurn: 'As soon as it is your turn, you will read it here.',
  callback: 'Call me back', phone: 'Your phone number', ask: 'Ask for a callback', cancel: 'Cancel', asking: 'One moment', askedShort: 'Callback requested',
  asked: 'Your request for a callback has been passed on. You go on waiting until it is confirmed here.',
  notOffered: 'A callback is not possible at the moment. Your wait goes on as before.',
  notTaken: 'Asking for a callback did not work. Your wait goes on as before, and you can try again.',
  badPhone: 'Please enter a phone number, such as +32 2 555 01 00.',
  alert: 'Alert me in time', alertOn: 'You will hear and see it when it is nearly your turn, as long as this page stays open.',
  nearly: 'Nearly your turn', turn: 'It is your turn',
}
