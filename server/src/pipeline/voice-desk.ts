import type { CenterConfig } from '../config/index.ts'
import type { Announcer } from '../delivery/announcer/index.ts'
import { type AsteriskAnnouncerSettings, createAsteriskAnnouncer } from '../delivery/asterisk-announcer/index.ts'
import type { Logger } from '../observability/index.ts'

export interface VoiceDeskDeps {
  announcer: Announcer
  logger: Pick<Logger, 'info' | 'warn'>
  centers(): readonly CenterConfig[]
  /** Whether this node leads the center's partition: one node speaks, as one node listens. */
  leads(center: string): boolean
}

const LOOK_EVERY_MS = 500
const APP = 'queuecast'

/** Runs an announcer for each Asterisk whose feed says how to speak to its callers (`ari`), on the node that leads the center. */
export function openVoiceDesk(deps: VoiceDeskDeps): { look(): void; close(): void } {
  const running = new Map<string, { told: string; close(): void }>()

  function look(): void {
    const wanted = new Map(deps.centers().flatMap(wantedVoices).map((settings) => [JSON.stringify(settings), settings]))
    for (const [told, voice] of running) {
      if (wanted.has(told) && deps.leads(wanted.get(told)?.center ?? '')) continue
      voice.close()
      running.delete(told)
    }
    for (const [told, settings] of wanted) if (!running.has(told) && deps.leads(settings.center)) running.set(told, { told, close: speak(settings) })
  }

  function speak(settings: AsteriskAnnouncerSettings): () => void {
    const { center, url } = settings
    const { close } = createAsteriskAnnouncer(settings, {
      announcer: deps.announcer, nowMs: Date.now, random: Math.random,
      after(delayMs, run) {
        const timer = setTimeout(run, delayMs)
        timer.unref()
        return () => clearTimeout(timer)
      },
      connection(up, detail) {
        if (up) deps.logger.info('ari connected', { center, url })
        else deps.logger.warn('ari lost', { center, url, why: detail ?? 'the connection ended' })
      },
    })
    return close
  }

  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  look()
  return {
    look,
    close() {
      clearInterval(timer)
      for (const { close } of running.values()) close()
      running.clear()
    },
  }
}

function wantedVoices({ id, feeds }: CenterConfig): AsteriskAnnouncerSettings[] {
  const asterisks = feeds.filter(({ source }) => source === 'asterisk-ami')
  return asterisks.flatMap(({ ari, contactPrefix }) => (ari === undefined ? [] : [{
    center: id, url: ari.url, username: ari.username, password: ari.secret, app: ari.app ?? APP,
    contactPrefix: contactPrefix ?? '',
  }]))
}
