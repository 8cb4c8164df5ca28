import { compareEntryIds } from '../entry-id.ts'
import type { LogPosition, LogRecord } from '../port.ts'
import type { LogState } from './read-log-state.ts'

/** `went-back`: the log lost entries that were seen, so its epoch must be raised. `lost`: only this reader must reload. */
export type LogVerdict = { kind: 'whole' } | { kind: 'went-back' | 'lost'; why: string }

const WHOLE: LogVerdict = { kind: 'whole' }
const wentBack = (why: string): LogVerdict => ({ kind: 'went-back', why })
const lost = (why: string): LogVerdict => ({ kind: 'lost', why })

/**
 * Whether a reader at `position` that now read `entries` missed nothing, by what the stream said of itself right after.
 * Since entries are only ever removed at the front, the entry with ordinal `seq` is in the stream unless `seq` were trimmed,
 * and whoever has read up to the last id must have counted as many entries as were ever added.
 */
export function judgeLog(position: LogPosition, entries: readonly LogRecord[], state: LogState): LogVerdict {
  const { epoch, id, seq } = position
  const read = entries.at(-1) ?? { id, seq }
  if (state.epoch === undefined) return wentBack('the log has no epoch any more: Redis was emptied')
  if (state.epoch !== epoch) {
    return state.epoch > epoch ? lost(`the log went back before: it is in epoch ${state.epoch}, not ${epoch}`) : wentBack(`the epoch fell from ${epoch} to ${state.epoch}`)
  }
  // This reader may have seen no more than what is there, but another one may: the next entry would be two under one number.
  if (state.tookOver) return wentBack('another Redis took over, which may lack what others read')
  if (seq > state.trimmed && !state.holdsEntry) return wentBack(`the log went back: it does not hold entry ${id}, which was read as its entry ${seq}`)
  if (state.lastSeq < read.seq) return wentBack(`the log went back: ${state.lastSeq} entries were ever added, ${read.seq} were read`)
  if (compareEntryIds(state.lastId, read.id) < 0) return wentBack(`the log went back: it ends at ${state.lastId}, ${read.id} was read`)
  if (seq < state.trimmed) return lost(`entries ${seq + 1} to ${state.trimmed} were trimmed or deleted`)
  if (state.lastId === read.id && state.lastSeq !== read.seq) return lost(`at the end of the log ${read.seq} entries were counted, ${state.lastSeq} were added`)
  return WHOLE
}
