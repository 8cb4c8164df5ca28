import type { Deadline, Rule } from '../../charter/index.ts'
import { number, percent, spokenDuration } from './numbers.ts'
import { RULE_WORDS, type RuleWords } from './rule-words/index.ts'
import { fill, type PageLanguage } from './words.ts'

/** What a rule promises, in a customer's words. `target`: the share or the threshold that holds now, where a ramp moves it. */
export function plainRule(rule: Rule, lang: PageLanguage, target?: number): string {
  const text = sentence(rule, lang, RULE_WORDS[lang])
  const share = shareOf(rule, target)
  return share === undefined || share >= 1 ? text : text + fill(RULE_WORDS[lang].inShare, { share: percent(share, lang) })
}

/** The share of cases a promise is for, where it is for most only. */
function shareOf(rule: Rule, target: number | undefined): number | undefined {
  if (!('targetShare' in rule) || rule.targetShare === null) return undefined
  return target ?? rule.targetShare
}

function sentence(rule: Rule, lang: PageLanguage, words: RuleWords): string {
  const time = (seconds: number | null | undefined): string => (typeof seconds === 'number' ? spokenDuration(seconds, lang) : words.open)
  const share = (value: number | null | undefined): string => (typeof value === 'number' ? percent(value, lang) : words.open)
  const count = (value: number | null | undefined): string => (typeof value === 'number' ? number(value, lang, 1) : words.open)
  switch (rule.type) {
    case 'max-wait-each':
    case 'share-within': return fill(words.within, { time: time(rule.thresholdSeconds) })
    case 'mean-wait': return rule.bestShare === undefined ? fill(words.mean, { time: time(rule.thresholdSeconds) }) : fill(words.meanOfBest, { share: share(rule.bestShare), time: time(rule.thresholdSeconds) })
    case 'max-share-over': return fill(words.over, { share: share(rule.maxShare), time: time(rule.thresholdSeconds) })
    case 'answered-share': return words.answered
    case 'max-abandonment': return fill(words.abandonment, { share: share(rule.maxShare) })
    case 'max-busy': return fill(words.busy, { share: share(rule.maxShare) })
    case 'callback-offer': return typeof rule.ifExpectedOverSeconds === 'number' ? fill(words.callbackExpected, { time: time(rule.ifExpectedOverSeconds) }) : fill(words.callbackAfter, { time: time(rule.afterSeconds) })
    case 'callback-deadline': return fill(rule.free === true ? words.callbackDoneFree : words.callbackDone, { deadline: deadlineText(rule.deadline, time, words) })
    case 'announce-wait': return words.announceWait
    case 'announce-position': return words.announcePosition
    case 'status-cadence': return fill(words.cadence, { time: time(rule.maxGapSeconds) })
    case 'announced-wait-respected': return words.respected
    case 'overstatement-limit': return fill(words.overstatement, { n: count(rule.maxMedianRatio) })
    case 'max-status-age': return fill(words.statusAge, { time: time(rule.maxAgeSeconds) })
    case 'revision-policy': return fill(words.revisions, { share: share(rule.maxShare) })
    case 'exception-message': return rule.toWaiting ? words.exceptionToWaiting : words.exception
    case 'max-transfers': return [
      ...(rule.maxTransfers === undefined ? [] : [fill(words.transfers, { n: count(rule.maxTransfers) })]),
      ...(rule.transferWithinSeconds === undefined ? [] : [fill(words.transferWithin, { time: time(rule.transferWithinSeconds) })]),
    ].join('. ')
    case 'reply-time': return fill(words.reply, { deadline: deadlineText(rule.deadline, time, words) })
    case 'cost-during-wait': return costText(rule, lang, words)
    case 'no-disconnect': return words.noDisconnect
    case 'fifo-order': return words.fifo
    case 'reachability-hours': return words.reachable
    case 'human-access': return rule.withinSeconds === undefined ? words.human : fill(words.humanWithin, { time: time(rule.withinSeconds) })
    case 'language': return words.language
    case 'menu-limits': return rule.maxFirstOptions === undefined ? words.menu : fill(words.menuMost, { n: count(rule.maxFirstOptions) })
    case 'wait-content': return rule.advertising === 'never' ? words.noAdvertising : words.advertisingConsent
    case 'remedy': return words.remedy
    case 'publication': return words.publication
    case 'accessible-status': return words.accessible
    case 'disclosure': return words.disclosure
    case 'declared': return (rule.text[lang] ?? rule.text['en'] ?? Object.values(rule.text)[0] ?? rule.id).replace(/\.$/, '')
    default: {
      const never: never = rule
      return never
    }
  }
}

type TimeText = (seconds: number | null | undefined) => string

function deadlineText(deadline: Deadline | null, time: TimeText, words: RuleWords): string {
  if (deadline === null) return words.open
  switch (deadline.kind) {
    case 'seconds': return fill(words.inTime, { time: time(deadline.seconds) })
    case 'working-days': return deadline.days === 1 ? words.nextWorkingDay : fill(words.workingDays, { n: String(deadline.days) })
    case 'seconds-or-next-working-day': return fill(words.orNextWorkingDay, { time: time(deadline.seconds) })
    case 'seconds-or-after-opening': return fill(words.orAfterOpening, { time: time(deadline.seconds), after: time(deadline.secondsAfterOpening) })
    default: {
      const never: never = deadline
      return never
    }
  }
}

function costText(rule: Extract<Rule, { type: 'cost-during-wait' }>, lang: PageLanguage, words: RuleWords): string {
  if (rule.free === true) return words.costFree
  if (rule.maxPerMinute === undefined) return words.costAllowed
  return fill(words.costMost, { amount: rule.maxPerMinute === null ? words.open : amountText(rule.maxPerMinute, rule.currency, lang) })
}

/** An amount of money; without a currency the number alone. */
export const amountText = (amount: number, currency: string | undefined, lang: string): string =>
  new Intl.NumberFormat(lang, currency === undefined ? {} : { style: 'currency', currency }).format(amount)
