import type { Announcement, Announcer } from '../announcer/index.ts'
import { asteriskSounds } from '../ivr/index.ts'
import { type AriClientDeps, type AriSettings, createAriClient } from './ari-client.ts'
import type { AriMessage } from './ari-messages.ts'

export interface AsteriskAnnouncerSettings extends AriSettings {
  center: string
  /** As the feed puts it before Asterisk's channel id to make a contact id. */
  contactPrefix: string
}

export interface AsteriskAnnouncerDeps extends Pick<AriClientDeps, 'after' | 'random'> {
  announcer: Announcer
  /** Epoch milliseconds. */
  nowMs(): number
  connection(up: boolean, detail?: string): void
}

interface Playing { announcementId: string; contact: string; snoop: string; playback: string; media: string; lang: string; expiresAtMs: number; began: boolean }

/**
 * Speaks to callers of `app_queue` over ARI without touching their place in line: sound is whispered into the caller's
 * channel by a snoop channel. (Asterisk's own announcements hold the head of the line while they speak.) `stop` deletes the
 * snoop channel, which ends the sound at once; the call itself is never taken into an application, paused or moved.
 */
export function createAsteriskAnnouncer(settings: AsteriskAnnouncerSettings, deps: AsteriskAnnouncerDeps): { close(): void } {
  const { announcer } = deps
  const bySnoop = new Map<string, Playing>()
  let turn = 0
  const run = Math.floor(deps.random() * 36 ** 6).toString(36)
  const ari = createAriClient(settings, { ...deps, message, connection })
  const leave = announcer.join({ center: settings.center, announce: (announcement) => void announce(announcement), stop: stopAnnouncement })

  function connection(up: boolean, detail?: string): void {
    // Whatever played belonged to the old connection; Asterisk ends it with the application.
    if (!up) bySnoop.clear()
    deps.connection(up, detail)
  }

  async function announce({ id, contact, expiresAt, plan }: Announcement): Promise<void> {
    if (!ari.connected || !contact.startsWith(settings.contactPrefix)) return
    const { sounds } = asteriskSounds(plan)
    if (sounds.length === 0) return
    for (const playing of bySnoop.values()) if (playing.contact === contact) end(playing, false)
    turn += 1
    const snoop = `queuecast-${run}-${turn}`
    const playing: Playing = {
      announcementId: id, contact, snoop, playback: `${snoop}-play`, media: sounds.map((sound) => `sound:${sound}`).join(','), lang: plan.lang.split('-', 1)[0] ?? 'en',
      expiresAtMs: Date.parse(expiresAt), began: false,
    }
    bySnoop.set(snoop, playing)
    const channel = contact.slice(settings.contactPrefix.length)
    const status = await ari.request('POST', `channels/${encodeURIComponent(channel)}/snoop/${snoop}`, { app: settings.app, spy: 'none', whisper: 'out' })
    if (status >= 200 && status < 300) {
      // Stopped while Asterisk was at it: the channel is there now.
      if (!bySnoop.has(snoop)) void ari.request('DELETE', `channels/${snoop}`)
    } else if (bySnoop.delete(snoop)) {
      announcer.answered(settings.center, id, false)
    }
  }

  function message(received: AriMessage): void {
    switch (received.type) {
      case 'StasisStart': {
        const playing = bySnoop.get(received.channel.id)
        if (playing !== undefined) void play(playing)
        return
      }
      case 'PlaybackFinished': {
        const playing = [...bySnoop.values()].find(({ playback }) => playback === received.playback.id)
        if (playing !== undefined) end(playing, received.playback.state === 'done')
        return
      }
      case 'ChannelDestroyed': {
        const playing = bySnoop.get(received.channel.id)
        if (playing !== undefined && bySnoop.delete(playing.snoop)) announcer.answered(settings.center, playing.announcementId, false)
        return
      }
      default:
        received satisfies never
    }
  }

  async function play(playing: Playing): Promise<void> {
    if (playing.began) return
    playing.began = true
    const late = deps.nowMs() > playing.expiresAtMs
    const status = late ? 0 : await ari.request('POST', `channels/${playing.snoop}/play/${playing.playback}`, { media: playing.media, lang: playing.lang })
    if (status < 200 || status >= 300) end(playing, false)
  }

  /** Ends the sound and tells whether it was heard to the end. */
  function end(playing: Playing, played: boolean): void {
    if (!bySnoop.delete(playing.snoop)) return
    void ari.request('DELETE', `channels/${playing.snoop}`)
    announcer.answered(settings.center, playing.announcementId, played)
  }

  function stopAnnouncement(id: string): void {
    for (const playing of bySnoop.values()) if (playing.announcementId === id) end(playing, false)
  }

  return {
    close() {
      leave()
      ari.close()
    },
  }
}
