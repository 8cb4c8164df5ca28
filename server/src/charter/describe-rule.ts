import type { Deadline } from './schema/fields.ts'
import type { Rule } from './schema/rule-types.ts'

const percent = (share: number | null | undefined): string => (share === undefined ? 'every case' : share === null ? '(open) of the cases' : share === 1 ? 'every case' : `${Math.round(share * 10_000) / 100} % of the cases`)
const time = (seconds: number | null | undefined): string => (seconds === null || seconds === undefined ? '(open)' : seconds >= 7200 && seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds} s`)

function deadlineText(deadline: Deadline | null): string {
  if (deadline === null) return '(open)'
  switch (deadline.kind) {
    case 'seconds': return `within ${time(deadline.seconds)}`
    case 'working-days': return deadline.days === 1 ? 'by the end of the next working day' : `by the end of working day ${deadline.days} after`
    case 'seconds-or-next-working-day': return `within ${time(deadline.seconds)} or by the end of the next working day`
    case 'seconds-or-after-opening': return `within ${time(deadline.seconds)}; less than ${time(deadline.lateSecondsBeforeClose)} before closing: within ${time(deadline.secondsAfterOpening)} of the next opening`
    default: {
      const never: never = deadline
      return never
    }
  }
}

/** What a rule asks, in one English line for whoever checks a charter. Open values read "(open)". */
export function describeRule(rule: Rule): string {
  const clock = 'clock' in rule && rule.clock !== undefined ? `, counted from ${rule.clock.start ?? '(open)'}` : ''
  switch (rule.type) {
    case 'max-wait-each':
    case 'share-within': return `a human answers within ${time(rule.thresholdSeconds)} in ${percent(rule.targetShare)}${clock}`
    case 'mean-wait': return `the mean wait${rule.bestShare === undefined ? '' : ` of the best ${percent(rule.bestShare)}`} is at most ${time(rule.thresholdSeconds)}${clock}`
    case 'max-share-over': return `at most ${percent(rule.maxShare)} wait longer than ${time(rule.thresholdSeconds)}${clock}`
    case 'answered-share': return `answered, of all offered: ${percent(rule.targetShare)}`
    case 'max-abandonment': return `at most ${percent(rule.maxShare)} give up`
    case 'max-busy': return `at most ${percent(rule.maxShare)} are turned away busy`
    case 'callback-offer': return `a callback is offered ${typeof rule.ifExpectedOverSeconds === 'number' ? `by ${time(rule.bySeconds ?? rule.ifExpectedOverSeconds)} if the wait is expected over ${time(rule.ifExpectedOverSeconds)}` : `after ${time(rule.afterSeconds)}`}${clock}`
    case 'callback-deadline': return `an agreed callback is made ${deadlineText(rule.deadline)}${rule.free === true ? ', free of charge' : ''}`
    case 'announce-wait': return `the expected wait is told (${rule.moment}) in ${percent(rule.targetShare)}`
    case 'announce-position': return `the place in the queue is told in ${percent(rule.targetShare)}`
    case 'status-cadence': return `something is told at least every ${time(rule.maxGapSeconds)}`
    case 'announced-wait-respected': return `what was announced is kept in ${rule.targetShare === null ? '(open)' : percent(rule.targetShare)}`
    case 'overstatement-limit': return `for half of the customers, announced over actual is at most ${rule.maxMedianRatio ?? '(open)'}`
    case 'max-status-age': return `what is shown is at most ${time(rule.maxAgeSeconds)} old`
    case 'revision-policy': return `the promise grows longer for at most ${percent(rule.maxShare)}`
    case 'exception-message': return `an exceptional event is told to new customers${rule.toWaiting ? ' and to those who wait' : ''}`
    case 'max-transfers': return [rule.maxTransfers === undefined ? '' : `at most ${rule.maxTransfers ?? '(open)'} transfers`, rule.transferWithinSeconds === undefined ? '' : `each transfer within ${time(rule.transferWithinSeconds)}`].filter(Boolean).join(', ')
    case 'reply-time': return `messages are answered ${deadlineText(rule.deadline)}, in ${percent(rule.targetShare)}`
    case 'cost-during-wait': return rule.free === true ? 'waiting is free' : rule.maxPerMinute === undefined ? `waiting is charged only as allowed: ${(rule.allowed ?? []).join(', ')}` : `waiting costs at most ${[rule.maxPerMinute ?? '(open)', rule.currency].filter(Boolean).join(' ')} a minute`
    case 'no-disconnect': return 'nobody is cut off because of the wait'
    case 'fifo-order': return 'served in the order of arrival'
    case 'reachability-hours': return rule.weekly === null ? 'reachable at (open) hours' : `reachable ${Object.entries(rule.weekly).map(([day, spans]) => `${day} ${(spans ?? []).join('+')}`).join(', ')}`
    case 'human-access': return `a human can be reached${rule.withinSeconds === undefined ? '' : ` within ${time(rule.withinSeconds)}`}${rule.anyStage === true ? ' at any stage' : ''}${rule.mainMenuOption === true ? ', an option of the main menu' : ''}`
    case 'language': return 'told in the language of the customer'
    case 'menu-limits': return `the menu: ${rule.maxFirstOptions === undefined ? '' : `at most ${rule.maxFirstOptions ?? '(open)'} first options `}${rule.humanOption === undefined ? '' : `a human at ${rule.humanOption}`}`.trim()
    case 'wait-content': return `advertising while waiting: ${rule.advertising}`
    case 'remedy': return rule.ladder === null ? 'a remedy is owed when it is missed: (open)' : `a ladder of ${rule.ladder.length} remedies`
    case 'publication': return `published${typeof rule.everyMonths === 'number' ? ` every ${rule.everyMonths} months` : ''}`
    case 'accessible-status': return 'the status is accessible to everybody'
    case 'disclosure': return `told at the start: ${rule.what.join(', ')}`
    case 'declared': return rule.text['en'] ?? Object.values(rule.text)[0] ?? ''
    default: {
      const never: never = rule
      return never
    }
  }
}
