import { type CharterFault, parseCharter } from '../parse-charter.ts'
import { presetCharter, presetIds } from '../presets.ts'
import type { Charter } from '../schema/charter.ts'
import type { Adoption } from './adoption.ts'

/** The charter that an adoption speaks of: the one given as data, else the shipped one of that name. */
export function charterFor(data: unknown, adoption: Pick<Adoption, 'id'>): { charter: Charter } | { faults: CharterFault[] } {
  if (data === undefined) {
    const preset = presetCharter(adoption.id)
    return preset === undefined ? { faults: [{ path: 'id', message: `"${adoption.id}" is no shipped charter: give the charter itself, or one of ${presetIds().join(', ')}` }] } : { charter: preset }
  }
  const parsed = parseCharter(data)
  if (!parsed.ok) return { faults: parsed.faults.map(({ path, message }) => ({ path: `charter.${path}`, message })) }
  return parsed.charter.id === adoption.id ? { charter: parsed.charter } : { faults: [{ path: 'id', message: `must be the charter's id, "${parsed.charter.id}"` }] }
}
