import type { ContactRecord } from '../contact/contact-record.ts'
import { type ContactState, phaseOf } from '../contact/contact-state.ts'
import type { ContactView } from '../view.ts'
import { type CenterState, channelOf } from './center-state.ts'

const MEANS = { dialled: 'dialledAt', connected: 'connectedAt', menuChoice: 'choseAt', humanAsked: 'humanAskedAt' } as const
const CLOCK_FIELDS = Object.values(MEANS)

/**
 * When the customer's own clock began: the instant that the queue's `entryMeans` names, where it was told; without `entryMeans` the
 * earliest that was told; else the first queueing. An earlier contact that this one follows counts.
 */
export function clockStartMs(center: CenterState, record: ContactRecord): number {
  const { state } = record
  const queue = state.stays.find((stay) => stay.kind === 'queued')?.queues[0]
  const means = queue === undefined ? undefined : center.queues.get(queue)?.facts?.entryMeans
  const own = means === undefined ? earliestOf(state) : (state.clock[MEANS[means]] ?? state.firstQueuedMs)
  return Math.min(own, record.inheritedClockMs ?? own)
}

function earliestOf({ clock, firstQueuedMs }: ContactState): number {
  let earliestMs = firstQueuedMs
  for (const field of CLOCK_FIELDS) earliestMs = Math.min(earliestMs, clock[field] ?? earliestMs)
  return earliestMs
}

/** The contact as others see it; built once a commit. */
export function viewOf(center: CenterState, record: ContactRecord): ContactView {
  if (record.view !== undefined) return record.view
  const { state } = record
  record.view = {
    id: record.id, feed: state.feed, channel: channelOf(center, state), kind: state.kind, phase: phaseOf(state), stays: state.stays,
    clockStartMs: clockStartMs(center, record), lastEventMs: state.lastEventMs, callbackOffered: state.callbackOffered,
    language: state.language, skills: state.skills, follows: state.follows,
  }
  return record.view
}
