import * as z from 'zod'
import { configFileSchema } from './config-file-schema.ts'

interface JsonSchema {
  properties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema | boolean
  items?: JsonSchema
  anyOf?: JsonSchema[]
}

let whole: JsonSchema | undefined

/** The settings that the schema knows at a path of the file, for "did you mean". */
export function knownKeysAt(path: readonly PropertyKey[]): string[] {
  whole ??= z.toJSONSchema(configFileSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  let here: JsonSchema | undefined = whole
  for (const step of path) {
    if (here === undefined) return []
    if (typeof step === 'number') here = here.items
    else here = here.properties?.[String(step)] ?? (typeof here.additionalProperties === 'object' ? here.additionalProperties : undefined)
  }
  return Object.keys(here?.properties ?? {})
}
