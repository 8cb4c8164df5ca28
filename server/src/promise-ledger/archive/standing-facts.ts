import type { Adoption } from '../../charter/index.ts'
import type { CenterFact, CenterFacts } from '../../contact-center/index.ts'
import type { ChainLine } from '../chain/chain-entry.ts'
import type { ArchivedBody } from './event-archive.ts'

/** How the configuration takes a charter on: as the file has it, with the charter itself where it is the company's own. */
export type ConfiguredCharter = Adoption & { charter?: unknown }

/** What holds until it is said otherwise: the newest configuration, the charters it takes on, and every charter that was added. */
export interface StandingFacts { kind: 'standing'; config?: CenterFacts; adopted?: readonly ConfiguredCharter[]; charters: Extract<CenterFact, { kind: 'charter' }>[] }

const NOTHING: StandingFacts = { kind: 'standing', charters: [] }

/** What stands after these bodies; undefined until anything was said of it. */
export function withStanding(standing: StandingFacts | undefined, bodies: readonly ArchivedBody[]): StandingFacts | undefined {
  let next = standing
  for (const body of bodies) {
    // What a later day begins with is known already, except for charters that the configuration takes on since.
    if (body.kind === 'standing') next = next === undefined ? body : { ...next, ...(body.adopted === undefined ? {} : { adopted: body.adopted }) }
    if (body.kind !== 'fact') continue
    const { fact } = body
    if (fact.kind === 'config') next = { ...(next ?? NOTHING), config: fact.config }
    if (fact.kind === 'charter') next = { ...(next ?? NOTHING), charters: [...(next ?? NOTHING).charters, fact] }
  }
  return next
}

/** What stands, with the charters that the configuration takes on now; the same object where those are the same. */
export function withAdopted(standing: StandingFacts | undefined, adopted: readonly ConfiguredCharter[] | undefined): StandingFacts | undefined {
  if (adopted === undefined || JSON.stringify(adopted) === JSON.stringify(standing?.adopted ?? [])) return standing
  return { ...(standing ?? NOTHING), adopted }
}

const PREFIXES = ['{"kind":"standing"', '{"kind":"fact","fact":{"kind":"config"', '{"kind":"fact","fact":{"kind":"charter"'] as const

/** Those bodies of a line that say what stands; of the others nothing is parsed. */
export const standingIn = ({ payloads }: ChainLine): ArchivedBody[] =>
  payloads.flatMap((payload) => (payload !== undefined && PREFIXES.some((prefix) => payload.text.startsWith(prefix)) ? [JSON.parse(payload.text) as ArchivedBody] : []))
