import type { KeptEvidence, KeptTold } from '../../promise-evidence/index.ts'
import { number, spokenDuration } from './numbers.ts'
import type { ReportWords } from './report-words/index.ts'
import { fill } from './words.ts'

/** One line of a contact's story: something that happened, or something that was told. */
export interface StoryLine {
  atMs: number
  kind: 'happened' | 'told'
  text: string
  /** The sentence that was told. */
  sentence?: string
  /** How far it got, the rules it rests on. */
  detail?: string
}

/** A contact's story in the order of time. What was computed and reached nobody stands in it too, and says so. */
export function storyView(evidence: KeptEvidence, words: ReportWords, lang: string): StoryLine[] {
  return [...happened(evidence, words), ...evidence.told.map((told) => toldLine(told, words, lang))]
    .sort((a, b) => a.atMs - b.atMs || Number(a.kind === 'told') - Number(b.kind === 'told'))
}

function happened(evidence: KeptEvidence, words: ReportWords): StoryLine[] {
  const { event } = words
  const lines: StoryLine[] = []
  const add = (atMs: number | undefined, text: string): void => {
    if (atMs !== undefined) lines.push({ atMs, kind: 'happened', text })
  }
  const { clocks, callback } = evidence
  add(clocks.dialledAtMs, event.dialled)
  add(clocks.connectedAtMs, event.connected)
  add(clocks.choseAtMs, event.chose)
  add(clocks.humanAskedAtMs, event.humanAsked)
  for (const stay of evidence.stays) if (stay.kind === 'queued') add(stay.startedAtMs, fill(event.queued, { queue: stay.queues.join(', ') }))
  for (const { atMs, by } of evidence.answers) add(atMs, by === 'human' ? event.withHuman : by === 'bot' ? event.withBot : event.withRecording)
  add(evidence.abandonedAtMs, event.abandoned)
  for (const { atMs, reason } of evidence.left) add(atMs, fill(event.left, { reason }))
  for (const { atMs, reason } of evidence.refused) add(atMs, fill(event.refused, { reason }))
  for (const { atMs, kind, to } of evidence.transfers) add(atMs, fill(event.transferred, { kind, to }))
  // A reply by us stands among the answers.
  for (const { atMs, by } of evidence.replies) if (by === 'customer') add(atMs, event.customerReplied)
  add(callback?.offeredAtMs, event.offered)
  add(callback?.acceptedAtMs, fill(event.accepted, { mode: callback?.mode ?? '' }))
  for (const { atMs, outcome } of callback?.attempts ?? []) add(atMs, fill(event.attempted, { outcome: outcome === undefined ? '' : `: ${outcome}` }))
  add(callback?.reachedAtMs, event.reached)
  add(callback?.cancelledAtMs, event.cancelled)
  add(callback?.expiredAtMs, event.expired)
  if (evidence.abandonedAtMs === undefined || (evidence.endedAtMs ?? 0) > evidence.abandonedAtMs) add(evidence.endedAtMs, event.ended)
  return lines
}

const LEVELS = ['played', 'shown', 'received', 'served'] as const

function toldLine(told: KeptTold, words: ReportWords, lang: string): StoryLine {
  const { event } = words
  const reached = LEVELS.find((one) => told.levelAtMs[one] !== undefined) ?? 'computed'
  // What an announcement showed was heard.
  const level = reached === 'shown' && told.via === 'ivr' ? 'played' : reached
  const said = [
    ...(told.position === undefined ? [] : [fill(event.place, { n: number(told.position, lang) })]),
    ...(told.boundSeconds === undefined ? [] : [fill(event.bound, { time: spokenDuration(told.boundSeconds, lang) })]),
    ...(told.revision !== undefined && told.revision.toSeconds > told.revision.fromSeconds ? [event.revision] : []),
    ...(told.duties ?? []).map(({ kind, charter, rule }) => fill(event.duty, { duty: `${kind} (${charter}.${rule})` })),
  ]
  return {
    atMs: told.atMs, kind: 'told', text: `${fill(event.told, { via: told.via })}: ${said.length === 0 ? event.toldNothing : said.join(', ')}`,
    ...(told.text === undefined ? {} : { sentence: told.text }), detail: [event.levels[level], ...(told.ruleIds.length === 0 ? [] : [told.ruleIds.join(' ')])].join(' · '),
  }
}
