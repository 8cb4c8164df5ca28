import type { ContactEvent } from '@queuecast/server/contact-center'
import { createAmiTranslator, type AmiEvent } from '@queuecast/server/feeds/asterisk-ami'

export interface AmiCounts { amiEvents: number; contactEvents: number; banners: number }

interface CaptureLine { t: number; event?: AmiEvent }

function captureLine(text: string, lineNumber: number): CaptureLine {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw new Error(`line ${lineNumber}: not JSON (${(error as Error).message}); each line must be {"t","off","len","event"} as in a .jsonl capture, not the raw .txt`, { cause: error })
  }
  if (typeof parsed !== 'object' || parsed === null || !('t' in parsed) || typeof parsed.t !== 'number') {
    throw new Error(`line ${lineNumber}: "t" must be the receive time in epoch seconds`)
  }
  if (!('event' in parsed)) return { t: parsed.t }
  if (typeof parsed.event !== 'object' || parsed.event === null || Object.values(parsed.event).some((value) => typeof value !== 'string')) {
    throw new Error(`line ${lineNumber}: "event" must be an object of strings`)
  }
  return { t: parsed.t, event: parsed.event as AmiEvent }
}

/** A parsed AMI capture (`.jsonl` of `{t, off, len, event|banner}`) as contact events, sorted by (time, id); time is `t`. */
export function asteriskEvents(jsonl: string): { events: ContactEvent[]; counts: AmiCounts } {
  const translator = createAmiTranslator()
  const counts: AmiCounts = { amiEvents: 0, contactEvents: 0, banners: 0 }
  const events: ContactEvent[] = []
  let lastMs = 0
  for (const [index, text] of jsonl.split('\n').entries()) {
    if (text === '') continue
    const line = captureLine(text, index + 1)
    lastMs = line.t * 1000
    if (line.event === undefined) { counts.banners++; continue }
    counts.amiEvents++
    events.push(...translator.translate(line.event, lastMs))
  }
  events.push(...translator.flush(lastMs + 1000))
  events.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
  counts.contactEvents = events.length
  return { events, counts }
}
