import type { Display } from '@queuecast/client-sdk/protocol'
import { sayRepetition } from '../wording/index.ts'

/** One thing that is said, with the figures that a list of sounds needs. */
export interface PromptSegment {
  says: 'place-and-wait' | 'revision' | 'notice' | 'offer'
  text: string
  /** Only where the place is firm. */
  position?: number
  boundSeconds?: number
}

/** What an IVR plays to one caller now; no segments: nothing. */
export interface PromptPlan {
  /** BCP 47. */
  lang: string
  segments: PromptSegment[]
  /** Not to be spoken after this (RFC 3339). */
  expiresAt: string
  interruptible: true
}

/** The plan of a display; `repeats`: the caller heard the same before, so it is said in short (IV1 to IV3). */
export function promptPlan(display: Display, options: { repeats?: boolean } = {}): PromptPlan {
  const plan: PromptPlan = { lang: display.text.lang, segments: [], expiresAt: display.staleAfter, interruptible: true }
  if (!isSpoken(display)) return plan
  const { text } = display
  const repeats = options.repeats === true
  plan.segments.push({ says: 'place-and-wait', text: repeats ? sayRepetition(display.wait, text.lang) : text.sentence, ...figuresOf(display, repeats) })
  if (repeats) return plan
  if (text.revision !== undefined) plan.segments.push({ says: 'revision', text: text.revision })
  if (text.notice !== undefined) plan.segments.push({ says: 'notice', text: text.notice })
  if (text.offer !== undefined) plan.segments.push({ says: 'offer', text: text.offer })
  return plan
}

/** All of a plan as running text. */
export const planText = (plan: PromptPlan): string => plan.segments.map(({ text }) => text).join(' ')

/** Whether there is anything to say to who hears and does not see. */
function isSpoken({ state, wait, position, positionFirm }: Display): boolean {
  // Where nothing is told yet, or only places and this one may still rise, there is nothing to say.
  if (!wait.known && (wait.reason === 'off' || wait.reason === 'shadow') && (position === undefined || positionFirm !== true)) return false
  switch (state) {
    case 'waiting':
    case 'closing':
    case 'closed':
    case 'callback':
      return true
    case 'unknown':
      return !wait.known && wait.reason === 'stale-feed'
    case 'connecting':
    case 'paused':
    case 'answered':
    case 'left':
      return false
    default:
      return state satisfies never
  }
}

function figuresOf(display: Display, repeats: boolean): { position?: number; boundSeconds?: number } {
  return {
    ...(!repeats && display.position !== undefined && display.positionFirm === true ? { position: display.position } : {}),
    ...(display.wait.known ? { boundSeconds: display.wait.boundSeconds } : {}),
  }
}
