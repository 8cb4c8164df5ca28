import type { CharterWords } from './charter-words.ts'

export const en: CharterWords = {
  title: 'What {center} promises', lead: 'What you may expect when you contact us, and whether we keep it: measured on every contact, not asked of us.',
  adheredSince: 'Adhered to since {date}.', graceUntil: 'Until {date} a miss is shown and does not count yet.', own: 'Our promises', draft: 'Still being compared with its text; not final.',
  alsoPromised: 'Promised too, without a figure', noCharter: 'No promise has been published here yet.', notKeptHere: 'This server keeps no evidence, so nothing is measured.', computing: 'The figures are being computed. This page renews itself.',
  now: 'Now', period: 'Since {date}', before: 'Before', ofContacts: '{value} of {n}', ofOneContact: '{value} of 1 contact', measure: '{n} contacts',
  status: { met: 'Kept', 'at-risk': 'At risk', breached: 'Not kept', exempt: 'Exempt', 'not-measurable': 'Not measured yet', 'not-set': 'Not filled in yet' },
  excepted: 'Not taken on', declared: 'Promised; no measurement can show it', noCases: 'Nobody concerned yet', notMeasuredYet: 'Not measured yet', callbackMissing: 'no callback is set up', grace: 'in its first months a miss does not count',
  channels: 'How to reach us', waitNow: 'Wait now', cost: 'Cost', perMinute: '{amount} a minute', freeWhileWaiting: 'free while you wait', costUnknown: 'not stated',
  typical: 'Usual wait by hour', typicalLead: 'The bar says within which time nine in ten were helped, the dot half of them. Last five weeks.', hour: 'Hour', half: 'Half within', nineInTen: 'Nine in ten within', contacts: 'Contacts', tooFew: 'too few', notMeasured: 'not measured yet', asTable: 'The same as a table', noChannels: 'No channel is public here.',
  minutesAxis: 'minutes', updated: 'Updated {time}.', ownMeasurement: 'Measured by {center} itself, with Queuecast. Not certified by anyone.', forInspectors: 'For management and inspection', report: 'Report', accuracy: 'Accuracy of what is announced', embed: 'Show the label on your site', embedLead: 'No script; it says only what was measured.', copy: 'Paste this',
  label: {
    kept: 'kept', notKept: 'not kept', notMeasured: 'not measured yet', expired: 'no data for 35 days', none: 'no label', promise: 'Promise to customers', rules: '{kept} of {judged} rules kept', n: 'at least {n} contacts a rule',
    own: 'Measured by {center} itself, not certified', alt: '{title}: {state}. {own}.',
  },
}
