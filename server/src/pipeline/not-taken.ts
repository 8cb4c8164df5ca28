import type { QuarantinedReport, RejectedReport } from '../delivery/http/index.ts'
import type { PageRejected } from '../pages/index.ts'

/** What of a feed was not taken, newest first: refused on arrival, and set aside later; with what it looks like and how it is replayed. */
export function notTaken(rejected: readonly RejectedReport[], setAside: readonly QuarantinedReport[]): PageRejected[] {
  const refused = rejected.map(({ at, reason, id, kind, payload, shape }): PageRejected => ({
    at, reason: kind === undefined ? reason : `${kind}: ${reason}`, setAside: false, ...looks(payload ?? shape),
    // Only what was kept whole can be translated once more.
    ...(id === undefined || payload === undefined ? {} : { replay: { rejected: id } }),
  }))
  const aside = setAside.map(({ atMs, type, detail, reason, position, replayable, shape }): PageRejected => ({
    at: new Date(atMs).toISOString(), reason: `${type}: ${detail}`, setAside: true, ...looks(shape),
    ...(replayable ? { replay: { position } } : reason === 'too-late' ? { forGood: true } : {}),
  }))
  return [...refused, ...aside].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
}

const looks = (value: unknown): { looks?: string } => (value === undefined ? {} : { looks: JSON.stringify(value, undefined, 1) })
