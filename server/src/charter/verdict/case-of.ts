import type { ContactEvidence } from '../evidence.ts'
import type { Charter } from '../schema/charter.ts'
import type { Rule } from '../schema/rule-types.ts'
import { type Case, OUTSIDE } from './case.ts'
import { callbackDeadlineCase, callbackOfferCase } from './cases/callbacks.ts'
import { costCase, disconnectCase, replyCase, transfersCase } from './cases/service.ts'
import { announcedCase, cadenceCase, exceptionMessageCase, languageCase, overstatementCase, respectedCase, revisionCase, statusAgeCase } from './cases/told.ts'
import { waitCase } from './cases/wait.ts'
import { inScope, type JudgingContext } from './context.ts'

/**
 * One contact under one rule. Only customers are judged, and a contact that went on in a later one is judged there.
 * `fifo-order` and `reachability-hours` are not judged contact by contact; declared types never are.
 */
export function caseOf(rule: Rule, charter: Charter, evidence: ContactEvidence, context: JudgingContext): Case {
  if (evidence.kind !== 'customer' || evidence.followedBy !== undefined) return OUTSIDE
  const queues = evidence.queues.length > 0 ? evidence.queues : evidence.refused.map(({ queue }) => queue)
  if (!inScope(rule, queues, evidence.channel)) return OUTSIDE
  switch (rule.type) {
    case 'max-wait-each':
    case 'share-within':
    case 'max-share-over':
    case 'mean-wait':
      return rule.clock.start === null ? OUTSIDE : waitCase(evidence, rule.clock.start, rule.population, rule.thresholdSeconds ?? undefined, context)
    case 'human-access':
      return typeof rule.withinSeconds === 'number' ? waitCase(evidence, 'human-requested', undefined, rule.withinSeconds, context) : OUTSIDE
    case 'answered-share':
      return waitCase(evidence, 'queue-entered', rule.population, undefined, context)
    case 'max-abandonment':
    case 'max-busy':
      return waitCase(evidence, 'queue-entered', undefined, undefined, context)
    case 'callback-offer': return callbackOfferCase(rule, evidence, context)
    case 'callback-deadline': return callbackDeadlineCase(rule, charter, evidence, context)
    case 'announce-wait':
    case 'announce-position': return announcedCase(rule, evidence, context)
    case 'status-cadence': return cadenceCase(rule, evidence, context)
    case 'announced-wait-respected': return respectedCase(evidence, context)
    case 'overstatement-limit': return overstatementCase(rule, evidence, context)
    case 'max-status-age': return statusAgeCase(rule, evidence)
    case 'revision-policy': return revisionCase(rule, evidence)
    case 'exception-message': return exceptionMessageCase(rule, evidence, context)
    case 'max-transfers': return transfersCase(rule, evidence)
    case 'reply-time': return replyCase(rule, charter, evidence, context)
    case 'cost-during-wait': return costCase(rule, evidence)
    case 'no-disconnect': return disconnectCase(evidence)
    case 'language': return languageCase(evidence)
    case 'fifo-order':
    case 'reachability-hours':
    case 'menu-limits':
    case 'wait-content':
    case 'remedy':
    case 'publication':
    case 'accessible-status':
    case 'disclosure':
    case 'declared':
      return OUTSIDE
    default: {
      const never: never = rule
      return never
    }
  }
}
