import type { PromptPlan } from '../prompt-plan.ts'
import { ssmlBody } from './ssml.ts'
import { xmlText } from './xml-text.ts'

/** A VoiceXML 2.1 document that says the plan once and returns; any key or word interrupts it. */
export function voiceXml(plan: PromptPlan): string {
  const prompt = plan.segments.length === 0 ? '' : `<prompt bargein="true" xml:lang="${xmlText(plan.lang)}">${ssmlBody(plan)}</prompt>`
  return '<?xml version="1.0" encoding="UTF-8"?>\n'
    + `<vxml version="2.1" xmlns="http://www.w3.org/2001/vxml" xml:lang="${xmlText(plan.lang)}"><form id="queue"><block>${prompt}<return/></block></form></vxml>`
}
