import { WebSocket } from 'ws'
import * as z from 'zod'
import type { ContactEvent } from '../../../contact-center/index.ts'
import type { FeedHost, FeedSettings } from '../../contract.ts'
import { deliverOrEnd } from '../../deliver-or-end.ts'
import type { Session, SessionListener } from '../../keep-connected.ts'
import { createSessionTimers } from '../../session-timers.ts'
import { createGenesysTranslator } from '../translate.ts'
import { createGenesysApi, GenesysFault } from './api.ts'

/** Their heartbeats come every thirty seconds or so, too rarely to judge by: we ping. */
const DEFAULT_INTERVAL_SECONDS = 10
const LOGIN_LIMIT_MS = 30_000
/** How often the vendor's own list of who waits is compared with ours. */
const RECONCILE_EVERY_MS = 60_000
/** Conversations asked for at once, and at most in a round: the vendor allows 300 requests a minute. */
const ASKED_AT_ONCE = 5
const MOST_ASKED = 200
/** A channel lives a day; a new one is opened before. */
const RENEW_AFTER_MS = 20 * 3_600_000
const MAX_FRAME_BYTES = 4 * 1024 * 1024

const frameSchema = z.object({ topicName: z.string(), eventBody: z.unknown() })

/** One channel of notifications: log in, subscribe, ask who waits, listen; until it ends. */
export function openSession(settings: FeedSettings, host: FeedHost, listener: SessionListener): Session {
  const intervalMs = (settings.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS) * 1000
  const queueIds = settings.queues ?? {}
  const translator = createGenesysTranslator({ queueIds, ...(settings.contactPrefix === undefined ? {} : { contactPrefix: settings.contactPrefix }) })
  const aborting = new AbortController()
  const api = createGenesysApi(settings, aborting.signal)
  const timers = createSessionTimers(host)
  let socket: WebSocket | undefined
  let over = false
  let heardAtMs = host.monotonicMs()
  let reconciling = false
  let lives = 0

  function end(reason: string, refused = false): void {
    if (over) return
    over = true
    timers.end()
    aborting.abort()
    socket?.terminate()
    listener.ended(reason, refused)
  }

  const deliver = (events: ContactEvent[]): void => deliverOrEnd(host, events, end)
  const live = (): void => deliver([{ id: `gc-life-${Math.round(host.nowMs()).toString(36)}-${(lives += 1)}`, type: 'feed.heartbeat', time: Math.round(host.nowMs()) }])

  /** Asks for every conversation that one of both sides has waiting: a snapshot each, whatever was missed. */
  async function reconcile(): Promise<void> {
    if (reconciling) return
    reconciling = true
    try {
      const ids = [...new Set([...await api.waiting(Object.keys(queueIds)), ...translator.waiting()])].slice(0, MOST_ASKED)
      for (let from = 0; from < ids.length; from += ASKED_AT_ONCE) {
        const bodies = await Promise.all(ids.slice(from, from + ASKED_AT_ONCE).map((id) => api.conversation(id)))
        for (const body of bodies) deliver(translator.conversation(body, host.nowMs()))
      }
    } finally {
      reconciling = false
    }
  }

  function onFrame(data: string): void {
    heardAtMs = host.monotonicMs()
    let raw: unknown
    try {
      raw = JSON.parse(data)
    } catch {
      host.reject('a frame is not JSON', undefined)
      return
    }
    const frame = frameSchema.safeParse(raw)
    if (!frame.success) return
    const { topicName, eventBody } = frame.data
    if (topicName === 'v2.system.socket_closing') end('Genesys Cloud closes this connection; a new one is opened')
    else deliver(translator.frame(topicName, eventBody, host.nowMs()))
  }

  async function open(): Promise<void> {
    const topics = Object.keys(queueIds).flatMap((id) => [`v2.routing.queues.${id}.conversations`, `v2.routing.queues.${id}.users`])
    const { connectUri, expiresAtMs } = await api.openChannel(topics)
    const ws = new WebSocket(connectUri, { handshakeTimeout: LOGIN_LIMIT_MS, maxPayload: MAX_FRAME_BYTES })
    socket = ws
    ws.on('message', (bytes) => {
      try {
        onFrame(String(bytes))
      } catch (error) {
        // One frame that we cannot read must not end the process; the next round of questions settles what it told.
        host.reject(`a frame could not be read: ${error instanceof Error ? error.message : String(error)}`, undefined)
      }
    })
    ws.on('pong', () => {
      heardAtMs = host.monotonicMs()
      live()
    })
    ws.on('error', (error) => end(`the connection for notifications failed: ${error.message}`))
    ws.on('close', () => end('Genesys Cloud closed the connection'))
    await new Promise<void>((resolve) => ws.once('open', resolve))
    heardAtMs = host.monotonicMs()
    // Listening first, then asking: what happens between is in one of both.
    await reconcile()
    listener.established()
    live()
    timers.every(intervalMs, () => {
      if (host.monotonicMs() - heardAtMs > 2.5 * intervalMs) end(`Genesys Cloud said nothing for ${Math.round((2.5 * intervalMs) / 1000)} s, not even to a ping`)
      else ws.ping()
    })
    timers.every(RECONCILE_EVERY_MS, () => void reconcile().catch(failed))
    const lifeMs = expiresAtMs === undefined ? RENEW_AFTER_MS : Math.min(RENEW_AFTER_MS, Math.max(60_000, (expiresAtMs - host.nowMs()) * 0.8))
    timers.after(lifeMs, () => end('the channel is renewed'))
  }

  function failed(error: unknown): void {
    end(error instanceof Error ? error.message : String(error), error instanceof GenesysFault && error.refused)
  }
  timers.after(LOGIN_LIMIT_MS, () => {
    if (socket === undefined) end(`no channel within ${LOGIN_LIMIT_MS / 1000} s`)
  })
  open().catch(failed)
  return { close: () => end('closed here') }
}
