import type { StatusReply } from './capture.ts'

/** A fact of the protocol that explains a difference (numbers as in docs and the capture's notes). */
export type Explanation =
  /** The reply is newer than the events we had: it agrees with our line `byMs` after it. */
  | { kind: 'reply-ran-ahead'; byMs: number }
  /** The reply was read before an event that reached us before the reply did: it agrees with our line `byMs` before it. */
  | { kind: 'reply-on-its-way'; byMs: number }
  | { kind: 'unexplained' }

export interface Disagreement { atMs: number; queue: string; contact: string; theirs: number | undefined; ours: number | undefined; explanation: Explanation }

/** One instant of our own line, of every queue of a reply: places by contact. */
export interface LineInstant { atMs: number; places: Map<string, Map<string, number>> }

export interface PlacesResult { compared: number; agreeing: number; disagreements: Disagreement[] }

/**
 * Compares one reply with our line. `instants` are our lines around it, oldest first: before each event since it was asked
 * and after each until it could have overtaken no more. The one in force when the reply came is `nominal`. Every
 * QueueEntry row is compared, and everyone we have in a line who is in none of its rows.
 */
export function comparePlaces(reply: StatusReply, nominal: LineInstant, instants: readonly LineInstant[]): PlacesResult {
  const result: PlacesResult = { compared: 0, agreeing: 0, disagreements: [] }
  for (const { queue, contacts } of reply.queues) {
    const ours = nominal.places.get(queue) ?? new Map<string, number>()
    const theirs = new Map(contacts.map((contact, i) => [contact, i + 1]))
    for (const contact of new Set([...theirs.keys(), ...ours.keys()])) {
      result.compared++
      if (ours.get(contact) === theirs.get(contact)) { result.agreeing++; continue }
      result.disagreements.push({
        atMs: reply.receivedAtMs, queue, contact, theirs: theirs.get(contact), ours: ours.get(contact),
        explanation: explain(reply, instants, queue, contact, theirs.get(contact)),
      })
    }
  }
  return result
}

function explain(reply: StatusReply, instants: readonly LineInstant[], queue: string, contact: string, theirs: number | undefined): Explanation {
  const agreeing = instants.filter((instant) => instant.places.get(queue)?.get(contact) === theirs)
  const nearest = agreeing.sort((a, b) => Math.abs(a.atMs - reply.receivedAtMs) - Math.abs(b.atMs - reply.receivedAtMs))[0]
  if (nearest === undefined) return { kind: 'unexplained' }
  const byMs = nearest.atMs - reply.receivedAtMs
  return byMs >= 0 ? { kind: 'reply-ran-ahead', byMs } : { kind: 'reply-on-its-way', byMs: -byMs }
}
