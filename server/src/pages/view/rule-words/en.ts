import type { RuleWords } from './rule-words.ts'

export const en: RuleWords = {
  within: 'A person answers you within {time}', mean: 'On average you wait at most {time}', meanOfBest: 'The {share} shortest waits last {time} on average at most',
  over: 'At most {share} of customers wait longer than {time}', answered: 'Whoever contacts us is answered', abandonment: 'At most {share} of customers give up before they are answered',
  busy: 'At most {share} of customers find all lines busy', callbackAfter: 'After {time} of waiting we offer to call you back', callbackExpected: 'If your wait is expected to exceed {time}, we offer to call you back',
  callbackDone: 'If we agreed to call you back, we do so {deadline}', callbackDoneFree: 'If we agreed to call you back, we do so {deadline}, free of charge',
  announceWait: 'We tell you how long you will probably wait', announcePosition: 'We tell you your place in the queue', cadence: 'While you wait, you hear from us at least every {time}',
  respected: 'We keep to the waiting time that we told you', overstatement: 'We do not exaggerate: for half of our customers the announced wait is at most {n} times the real one',
  statusAge: 'What we show you is never older than {time}', revisions: 'At most {share} of customers are told later that it will take longer',
  exception: 'When something exceptional happens, we say so', exceptionToWaiting: 'When something exceptional happens, we say so, also to those who wait already',
  transfers: 'You are passed on at most {n} times', transferWithin: 'If you are passed on, somebody is there within {time}', reply: 'We answer your messages {deadline}',
  costFree: 'Waiting is free of charge', costMost: 'Waiting costs at most {amount} a minute', costAllowed: 'While you wait you pay no premium rate', noDisconnect: 'We never cut you off because of the wait',
  fifo: 'First come, first served', reachable: 'You can reach us at the hours we promised', human: 'You can ask for a person at any time', humanWithin: 'Whoever asks for a person reaches one within {time}',
  language: 'We speak to you in your language', menu: 'The choice menu is short', menuMost: 'The choice menu has at most {n} options', noAdvertising: 'No advertising while you wait', advertisingConsent: 'Advertising while you wait only with your consent',
  remedy: 'If we fail you, there is compensation', publication: 'We publish how we did', accessible: 'Everybody can follow the wait, with a disability too', disclosure: 'We tell you at the start if you speak with a machine or are recorded',
  inTime: 'within {time}', nextWorkingDay: 'by the end of the next working day', workingDays: 'within {n} working days', orNextWorkingDay: 'within {time}, or by the end of the next working day',
  orAfterOpening: 'within {time}; shortly before closing, within {after} of the next opening', inShare: ', in {share} of cases', open: '(not filled in yet)',
}
