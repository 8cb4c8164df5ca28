import type { Display } from '@queuecast/client-sdk/protocol'
import { planText, type PromptPlan } from '../prompt-plan.ts'
import { ssml } from './ssml.ts'

/** What a Lambda function returns to an Amazon Connect flow: a flat object of texts, each to be used as `$.External.<name>`. */
export type ConnectAttributes = Record<'speak' | 'text' | 'ssml' | 'lang' | 'state' | 'position' | 'waitKnown' | 'boundMinutes' | 'expiresAt', string>

/** Attributes for a *Play prompt* block (`text`, or `ssml` read as SSML) and for branches; empty where there is nothing. */
export function connectAttributes(plan: PromptPlan, display: Display): ConnectAttributes {
  const figures = plan.segments.find(({ says }) => says === 'place-and-wait')
  return {
    speak: String(plan.segments.length > 0), text: planText(plan), ssml: plan.segments.length === 0 ? '' : ssml(plan), lang: plan.lang, state: display.state,
    position: figures?.position === undefined ? '' : String(figures.position),
    waitKnown: String(display.wait.known),
    boundMinutes: display.wait.known ? String(Math.ceil(display.wait.boundSeconds / 60)) : '',
    expiresAt: plan.expiresAt,
  }
}
