import type { CenterFact, CenterFacts } from '../../contact-center/index.ts'
import type { ChainLine } from '../chain/chain-entry.ts'
import type { ArchivedBody } from './event-archive.ts'

/** What holds until it is said otherwise: the newest configuration, and every charter that was added. */
export interface StandingFacts { kind: 'standing'; config: CenterFacts; charters: Extract<CenterFact, { kind: 'charter' }>[] }

/** What stands after these bodies; undefined until there was a configuration. */
export function withStanding(standing: StandingFacts | undefined, bodies: readonly ArchivedBody[]): StandingFacts | undefined {
  let next = standing
  for (const body of bodies) {
    // What a later day begins with is known already.
    if (body.kind === 'standing') next ??= body
    if (body.kind !== 'fact') continue
    const { fact } = body
    if (fact.kind === 'config') next = { kind: 'standing', config: fact.config, charters: next?.charters ?? [] }
    if (fact.kind === 'charter' && next !== undefined) next = { ...next, charters: [...next.charters, fact] }
  }
  return next
}

const PREFIXES = ['{"kind":"standing"', '{"kind":"fact","fact":{"kind":"config"', '{"kind":"fact","fact":{"kind":"charter"'] as const

/** Those bodies of a line that say what stands; of the others nothing is parsed. */
export const standingIn = ({ payloads }: ChainLine): ArchivedBody[] =>
  payloads.flatMap((payload) => (payload !== undefined && PREFIXES.some((prefix) => payload.text.startsWith(prefix)) ? [JSON.parse(payload.text) as ArchivedBody] : []))
