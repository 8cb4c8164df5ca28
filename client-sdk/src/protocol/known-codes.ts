import { basedOnSchema, channelSchema, contactStateSchema, revisionReasonSchema, unknownReasonSchema } from './display.ts'
import { refusalCodeSchema } from './frames.ts'

// Written out rather than with zod's `catch`, which would add 4 kB to each page that shows a wait.

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** `fields` with `standIn` (`undefined`: nothing) in place of a code that is not one of `codes`. What is no text is left for the schema to judge. */
function withKnown(fields: Fields, name: string, codes: readonly string[], standIn: string | undefined): Fields {
  const code = fields[name]
  if (typeof code !== 'string' || codes.includes(code)) return fields
  const { [name]: _newer, ...others } = fields
  return standIn === undefined ? others : { ...others, [name]: standIn }
}

/** [PR7] A copy of what may be a display, in which each code that is newer than this reader has a stand-in. */
export function displayWithKnownCodes(value: unknown): unknown {
  if (!isFields(value)) return value
  const display = withKnown(withKnown(value, 'state', contactStateSchema.options, 'unknown'), 'channel', channelSchema.options, undefined)
  const { wait, revision } = display
  return {
    ...display,
    ...(isFields(wait) ? { wait: withKnown(withKnown(wait, 'reason', unknownReasonSchema.options, 'not-estimable'), 'basedOn', basedOnSchema.options, 'other') } : {}),
    ...(isFields(revision) ? { revision: withKnown(revision, 'reason', revisionReasonSchema.options, undefined) } : {}),
  }
}

/** [PR9] A final refusal stays final under a new name; a passing one stays a reason to come back later. */
export const refusedWithKnownCode = (value: unknown): unknown => isFields(value) ? withKnown(value, 'code', refusalCodeSchema.options, 'elsewhere') : value
