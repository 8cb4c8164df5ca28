import { type ExtraItem, mergeSorted, type OwnItem, type TimelineItem } from './timeline.ts'

const KEPT_EXTRAS = 16

const signature = (item: ExtraItem): string =>
  item.kind === 'listing' ? JSON.stringify([item.feed, item.waiting, item.service ?? null, item.covers]) : item.kind

/**
 * Of a run of snapshots that say the same, with no event of the contact between them, the first (it may have ended a stay
 * then) and the last (it is the newest truth) are enough: a contact that is listed every few seconds stays small.
 */
export function compressListings(events: readonly OwnItem[], extras: readonly ExtraItem[]): readonly ExtraItem[] {
  if (extras.length < 3) return extras
  const kept: TimelineItem[] = []
  for (const item of mergeSorted(events, extras)) {
    const last = kept.at(-1)
    const before = kept.at(-2)
    if (item.kind === 'listing' && last?.kind === 'listing' && before?.kind === 'listing'
      && signature(item) === signature(last) && signature(last) === signature(before)) kept.pop()
    kept.push(item)
  }
  const left = kept.filter((item) => item.kind !== 'event')
  return left.length <= KEPT_EXTRAS ? left : left.slice(left.length - KEPT_EXTRAS)
}
