import { compileMapping, type CompiledMappingResult } from './compile-mapping.ts'
import { messageOf } from './expression.ts'
import { isShipped, SHIPPED_MAPPINGS, shippedMappingText } from './shipped.ts'

/** A feed's `mapping` as its configuration gives it: a shipped one's name, a file, or the mapping itself. */
export type MappingSetting = string | { file: string } | Readonly<Record<string, unknown>>

/** Finds and compiles a feed's mapping. `readFile` gives a text or throws. */
export function resolveMapping(setting: MappingSetting | undefined, readFile: (path: string) => string): CompiledMappingResult {
  if (setting === undefined) return fault('is missing', `give ${SHIPPED_MAPPINGS.map((name) => `"${name}"`).join(', ')}, {"file": "…"} or a mapping`)
  if (typeof setting === 'string') {
    if (isShipped(setting)) return compileMapping(JSON.parse(shippedMappingText(setting)))
    return fault(`"${setting.slice(0, 64)}" is no mapping that comes with the server`, `known are ${SHIPPED_MAPPINGS.join(', ')}; a file is {"file": "${setting.slice(0, 64)}"}`)
  }
  if (!('file' in setting)) return compileMapping(setting)
  const { file } = setting
  let text: string
  try {
    text = readFile(String(file))
  } catch (error) {
    return fault(`the file ${String(file)} cannot be read: ${messageOf(error)}`)
  }
  try {
    return compileMapping(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch (error) {
    return fault(`the file ${String(file)} is not JSON: ${messageOf(error)}`)
  }
}

const fault = (problem: string, fix?: string): CompiledMappingResult => ({ ok: false, faults: [{ path: '', problem, ...(fix === undefined ? {} : { fix }) }] })
