import * as z from 'zod'
import { adoptionSchema } from '../adoption/adoption.ts'
import { appendCharter, type BookEntry, type CharterInForce, versionsInForce } from '../adoption/book.ts'
import { charterFor } from '../adoption/charter-for.ts'
import { type OpenPoint, openPoints } from '../adoption/open-points.ts'
import { describeRule } from '../describe-rule.ts'
import type { CharterFault } from '../parse-charter.ts'
import { presetIds } from '../presets.ts'
import type { Charter } from '../schema/charter.ts'

/** One version, as `GET /charters` gives it. Instants are RFC 3339. */
export interface CharterListed {
  id: string
  version: string
  title: Record<string, string>
  kind: Charter['kind']
  standing: Charter['standing']
  /** Needs the operator's approval before it gives a label. */
  draft: boolean
  adheredOn?: string
  effectiveFrom: string
  effectiveTo?: string
  graceUntil?: string
  inForce: boolean
  exceptions: string[]
  pointsOfAttention: NonNullable<Charter['pointsOfAttention']>
  rules: { id: string; type: string; strength: string; says: string; provenance: Charter['rules'][number]['provenance'] }[]
  open: OpenPoint[]
  note?: string
}

const iso = (ms: number): string => new Date(ms).toISOString()

/** The body of `GET /charters`: every version of the book, newest of each charter last, and the names of shipped charters. */
export function listCharters(book: readonly BookEntry[], at: { nowMs: number; timeZone: string }): { charters: CharterListed[]; presets: string[] } {
  return { charters: versionsInForce(book, at.timeZone).map((version) => listed(version, at.nowMs)), presets: presetIds() }
}

function listed({ charter, version, adoption, fromMs, toMs }: CharterInForce, nowMs: number): CharterListed {
  const approved = adoption.approvedOn !== undefined
  return {
    id: charter.id, version, title: charter.title, kind: charter.kind, standing: charter.standing, draft: charter.status === 'draft' && !approved,
    ...(adoption.adheredOn === undefined ? {} : { adheredOn: adoption.adheredOn }), effectiveFrom: iso(fromMs), ...(toMs === Number.MAX_SAFE_INTEGER ? {} : { effectiveTo: iso(toMs) }),
    ...(adoption.graceUntil === undefined ? {} : { graceUntil: adoption.graceUntil }), inForce: fromMs <= nowMs && nowMs < toMs, exceptions: adoption.exceptions ?? [],
    pointsOfAttention: charter.pointsOfAttention ?? [],
    rules: charter.rules.map((rule) => ({ id: rule.id, type: rule.type, strength: rule.strength, says: describeRule(rule), provenance: rule.provenance })),
    open: openPoints(charter, approved), ...(charter.note === undefined ? {} : { note: charter.note }),
  }
}

/** The body of `PUT /charters`: how it is adhered to, and the charter itself unless it is a shipped one (`adoption.id`). */
export const putCharterSchema = z.strictObject({ adoption: adoptionSchema, charter: z.unknown().optional() })

export type PutCharterResult =
  | { status: 200 | 201; book: BookEntry[]; listed: ReturnType<typeof listCharters> }
  /** 400: not a charter · 409: goes against the book (in the past, a version that exists…). */
  | { status: 400 | 409; faults: CharterFault[] }

/** What `PUT /charters` does to the book. The caller keeps the new book in the log, so that every node has it. */
export function putCharter(book: readonly BookEntry[], body: unknown, at: { nowMs: number; timeZone: string }): PutCharterResult {
  const read = putCharterSchema.safeParse(body)
  if (!read.success) return { status: 400, faults: read.error.issues.map((issue) => ({ path: issue.path.join('.') || '(the body)', message: issue.message })) }
  const found = charterFor(read.data.charter, read.data.adoption)
  if ('faults' in found) return { status: 400, faults: found.faults.map(({ path, message }) => ({ path: path === 'id' ? 'adoption.id' : path, message })) }
  const result = appendCharter(book, { charter: found.charter, adoption: read.data.adoption }, at)
  if (!result.ok) return { status: 409, faults: result.faults }
  return { status: result.added ? 201 : 200, book: result.book, listed: listCharters(result.book, at) }
}
