import type { ContactEvent } from '../../contact-center/index.ts'
import { wholeNumber, type AmiEvent } from './ami-event.ts'
import { callerEvent, endOverdueLeaves } from './caller-events.ts'
import { Desk, type AmiTranslatorOptions } from './desk.ts'
import { reconcile } from './reconcile.ts'
import { StatusReplies } from './status-reply.ts'

/**
 * Turns parsed AMI events into contact events. It is handed the receive time, reads no clock and does no I/O: the same
 * events at the same times give the same contact events with the same ids, so bytes that are read twice do no harm.
 */
export interface AmiTranslator {
  /** Contact events of one AMI event; `receivedAtMs` (epoch milliseconds) becomes their time. Personal data is dropped. */
  translate(event: AmiEvent, receivedAtMs: number): ContactEvent[]
  /**
   * What became certain by the mere passing of time: call it some times a second while the connection is silent, and at
   * the end of a recording.
   */
  flush(nowMs: number): ContactEvent[]
  /** Vendor queue names whose own counts contradict ours (missed or silent changes): ask QueueStatus for these. Read once. */
  takeOutOfStep(): string[]
  /** Whether a reply since the last call had known callers in another order than the events told: QueueChangePriorityCaller is in use. */
  takeReordered(): boolean
}

/** A new translator knows nobody: after connecting ask QueueStatus once and hand it the reply like all else. */
export function createAmiTranslator(options: AmiTranslatorOptions = {}): AmiTranslator {
  const desk = new Desk(options)
  const replies = new StatusReplies()

  const passTime = (nowMs: number): void => {
    endOverdueLeaves(desk, nowMs)
    for (const over of desk.members.wrapUpsOver(nowMs)) desk.emitAgent(over.now, over.atMs)
  }

  const channelEvent = (event: AmiEvent): void => {
    const uniqueid = event['Uniqueid']
    if (uniqueid === undefined) return
    const contact = desk.contactOf(uniqueid)
    if (event['Event'] === 'VarSet') desk.calls.setPriority(contact, wholeNumber(event, 'Value'))
    else desk.calls.hangUp(contact, event['Event'] === 'Hangup')
  }

  const dispatch = (event: AmiEvent, nowMs: number): void => {
    switch (event['Event']) {
      case 'QueueMemberAdded': case 'QueueMemberStatus': case 'QueueMemberPause': case 'QueueMemberPenalty': case 'QueueMemberRinginuse':
        return desk.emitAgent(desk.members.update(event, nowMs), nowMs)
      case 'QueueMemberRemoved':
        return desk.emitAgent(desk.members.remove(event, nowMs), nowMs)
      case 'QueueParams': case 'QueueMember': case 'QueueEntry': case 'QueueStatusComplete': {
        const reply = replies.take(event, nowMs)
        if (reply !== undefined) reconcile(desk, reply, nowMs)
        desk.replyIsOpen = replies.isOpen
        if (!desk.replyIsOpen) desk.leftDuringReply.clear()
        return undefined
      }
      case 'VarSet':
        return event['Variable'] === 'QUEUE_PRIO' ? channelEvent(event) : undefined
      case 'HangupRequest': case 'SoftHangupRequest': case 'Hangup':
        return channelEvent(event)
      default:
        return callerEvent(desk, event, nowMs)
    }
  }

  return {
    translate(event, receivedAtMs) {
      desk.ordinal++
      if (event['Privilege']?.startsWith('call,') === true) desk.seesCallClass = true
      passTime(receivedAtMs)
      dispatch(event, receivedAtMs)
      return desk.takeOut()
    },
    flush(nowMs) {
      desk.ordinal++
      passTime(nowMs)
      return desk.takeOut()
    },
    takeOutOfStep() {
      const names = [...desk.outOfStep]
      desk.outOfStep.clear()
      return names
    },
    takeReordered() {
      const { reordered } = desk
      desk.reordered = false
      return reordered
    },
  }
}
