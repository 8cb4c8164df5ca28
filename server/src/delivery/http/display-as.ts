import type { Display } from '@queuecast/client-sdk/protocol'
import { asteriskSounds, type Cadence, connectAttributes, DEFAULT_CADENCE, freeSwitchPhrases, promptPlan, ssml, twiml, voiceXml } from '../ivr/index.ts'
import { adaHandoffQueue, agentAvailability, queuePosition, realtimeStatistics, waitingRoom } from '../outputs/index.ts'

/** The forms in which a display is given; the first is the default. */
export const DISPLAY_MEDIA_TYPES = [
  'application/json', 'text/plain', 'application/ssml+xml', 'application/voicexml+xml', 'application/xml',
  'application/vnd.queuecast.asterisk+json', 'application/vnd.queuecast.amazon-connect+json', 'application/vnd.queuecast.freeswitch+json',
  'application/vnd.queuecast.ada+json', 'application/vnd.queuecast.agent-availability+json', 'application/vnd.queuecast.liveperson+json',
  'application/vnd.queuecast.cxengage+json', 'application/vnd.queuecast.waiting-room+json',
] as const
export type DisplayMediaType = (typeof DISPLAY_MEDIA_TYPES)[number]

/** A display in one of its forms: as data, as text for the eye, as what an IVR plays, or as what another platform reads. */
export function displayAs(display: Display, mediaType: DisplayMediaType, { repeatMs }: Cadence = DEFAULT_CADENCE): { contentType: string; body: string } {
  const text = (body: string) => ({ contentType: `${mediaType}; charset=utf-8`, body })
  const json = (body: unknown) => ({ contentType: mediaType, body: JSON.stringify(body) })
  switch (mediaType) {
    case 'application/json': return json(display)
    case 'text/plain': return text(plainText(display))
    case 'application/ssml+xml': return text(ssml(promptPlan(display)))
    case 'application/voicexml+xml': return text(voiceXml(promptPlan(display)))
    case 'application/xml': return text(twiml(promptPlan(display), repeatMs / 1000))
    case 'application/vnd.queuecast.asterisk+json': return json(asteriskSounds(promptPlan(display)))
    case 'application/vnd.queuecast.amazon-connect+json': return json(connectAttributes(promptPlan(display), display))
    case 'application/vnd.queuecast.freeswitch+json': return json(freeSwitchPhrases(promptPlan(display)))
    case 'application/vnd.queuecast.ada+json': return json(adaHandoffQueue(display))
    case 'application/vnd.queuecast.agent-availability+json': return json(agentAvailability(display))
    case 'application/vnd.queuecast.liveperson+json': return json(queuePosition(display))
    case 'application/vnd.queuecast.cxengage+json': return json(realtimeStatistics(display))
    case 'application/vnd.queuecast.waiting-room+json': return json(waitingRoom(display))
    default: return mediaType satisfies never
  }
}

/** All that must be told, a line each. */
function plainText({ text }: Display): string {
  return `${[text.sentence, text.revision, text.notice, text.offer].filter((line) => line !== undefined && line !== '').join('\n')}\n`
}
