import type { PromptPlan } from '../prompt-plan.ts'
import { xmlText } from './xml-text.ts'

/** W3C SSML 1.1, a sentence a segment; silence is an empty `speak`. */
export function ssml(plan: PromptPlan): string {
  return `<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="${xmlText(plan.lang)}">${ssmlBody(plan)}</speak>`
}

/** What stands inside `speak`, also allowed in a VoiceXML `prompt`. */
export const ssmlBody = (plan: PromptPlan): string => plan.segments.map(({ text }) => `<s>${xmlText(text)}</s>`).join('')
