import type { PromptPlan } from '../prompt-plan.ts'
import { xmlText } from './xml-text.ts'

/** Twilio's `Say` wants a region; the ones of our languages. */
const REGIONS: Readonly<Record<string, string>> = { nl: 'nl-NL', fr: 'fr-FR', de: 'de-DE', en: 'en-GB' }
/** Silent (being connected): look again soon. */
const SILENT_SECONDS = 5

/**
 * TwiML for a `waitUrl`: the plan, then silence for the cadence; Twilio asks again when it ends (IV7). Only `Say` and `Pause`,
 * which Twilio allows while a caller waits.
 */
export function twiml(plan: PromptPlan, cadenceSeconds: number): string {
  const language = REGIONS[plan.lang] ?? plan.lang
  const said = plan.segments.map(({ text }) => `<Say language="${xmlText(language)}">${xmlText(text)}</Say>`).join('')
  const pauseSeconds = plan.segments.length === 0 ? SILENT_SECONDS : Math.max(1, Math.round(cadenceSeconds))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Response>${said}<Pause length="${pauseSeconds}"/></Response>`
}
