import type { Socket } from 'node:net'
import type { ContactEvent } from '../../../contact-center/index.ts'
import type { FeedHost, FeedSettings } from '../../contract.ts'
import { deliverOrEnd } from '../../deliver-or-end.ts'
import type { Session, SessionListener } from '../../keep-connected.ts'
import { createSessionTimers } from '../../session-timers.ts'
import type { AmiEvent } from '../ami-event.ts'
import { createAmiTranslator } from '../translate.ts'
import { challengeKey, encodeAction } from './action.ts'
import { connectionFault, type Dial } from './dial.ts'
import { createAmiFrames } from './frames.ts'
import { createRightsWatch } from './rights-watch.ts'

export const DEFAULT_INTERVAL_SECONDS = 10
const LOGIN_LIMIT_MS = 10_000
/** Silence below this proves nothing, however short the interval. */
const LEAST_SILENCE_MS = 3_000
const FLUSH_EVERY_MS = 250
/** A snapshot leaves alone who was heard of in its last two seconds: after a short break a second one, a little later, settles those. */
const POLL_AGAIN_MS = 3_000
/** Queues found out of step within this are asked for together. */
const ASK_AGAIN_AFTER_MS = 300
/** For a minute after priorities were changed by hand, which no event tells, the order is asked for this often. */
const FAST_POLL_MS = 2_000
const FAST_POLLS = 30
/** `call` for hang-ups, `agent` for queues; more would only be thrown away here. */
const EVENT_MASK = 'agent,call'

export interface SessionDeps { settings: FeedSettings; host: FeedHost; dial: Dial }

type Stage = 'greeting' | 'challenge' | 'login' | 'running' | 'over'

/**
 * One connection to an Asterisk: login, events, QueueStatus at once and at an interval, and a pulse; until it ends.
 * Established with the first whole QueueStatus reply.
 */
export function openSession({ settings, host, dial }: SessionDeps, listener: SessionListener): Session {
  const intervalMs = (settings.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS) * 1000
  const silenceMs = Math.max(intervalMs, LEAST_SILENCE_MS)
  const secret = settings.secret ?? ''
  const frames = createAmiFrames()
  const rights = createRightsWatch()
  const prefix = settings.contactPrefix ?? ''
  const idPrefix = `ami-${Math.round(host.nowMs()).toString(36)}${Math.floor(host.random() * 46_656).toString(36).padStart(3, '0')}`
  const translator = createAmiTranslator({
    idPrefix, contactPrefix: prefix, toldSince: (contact) => host.waitingSince?.(contact), agentIdOf: (iface) => host.opaqueId(`${prefix}${iface}`), ...(settings.queues === undefined ? {} : { queueIds: settings.queues }),
  })
  const timers = createSessionTimers(host)
  const outOfStep = new Set<string>()
  let stage: Stage = 'greeting'
  let actions = 0
  let heartbeats = 0
  let heardAtMs = host.monotonicMs()
  let establishedAtMs: number | undefined
  /** The poll that is not answered yet. */
  let asked: { id: string; atMs: number } | undefined
  let askingAgain = false
  let fastPollsLeft = 0

  function end(reason: string, refused = false): void {
    if (stage === 'over') return
    stage = 'over'
    timers.end()
    socket.destroy()
    listener.ended(reason, refused)
  }

  const deliver = (events: ContactEvent[]): void => deliverOrEnd(host, events, end)

  function send(action: string, fields: Readonly<Record<string, string>> = {}): string {
    const id = `${idPrefix}-${++actions}`
    socket.write(encodeAction(action, id, fields))
    return id
  }

  function poll(): void {
    // Asked before and not answered: the pulse judges that, a second question would not help.
    if (asked === undefined) asked = { id: send('QueueStatus'), atMs: host.monotonicMs() }
  }

  function pollFast(): void {
    timers.after(FAST_POLL_MS, () => {
      poll()
      if (--fastPollsLeft > 0) pollFast()
    })
  }

  /** Who changes priorities once will do it again. */
  function watchOrder(): void {
    if (!translator.takeReordered() || intervalMs <= FAST_POLL_MS) return
    const idle = fastPollsLeft === 0
    fastPollsLeft = FAST_POLLS
    if (idle) pollFast()
  }

  function pulse(): void {
    const nowMs = host.monotonicMs()
    const seconds = Math.round(silenceMs / 1000)
    if (nowMs - heardAtMs > silenceMs) return end(`Asterisk said nothing for ${seconds} s, not even to a Ping; the network between may have broken`)
    if (asked !== undefined && nowMs - asked.atMs > 2 * silenceMs) return end(`Asterisk did not answer QueueStatus for ${2 * seconds} s`)
    send('Ping')
  }

  function login(): void {
    stage = 'login'
    send('Login', { Username: settings.username ?? '', Secret: secret, Events: EVENT_MASK })
  }

  /** Asks soon for the queues whose own counts contradict ours. */
  function askOutOfStep(): void {
    for (const name of translator.takeOutOfStep()) outOfStep.add(name)
    if (outOfStep.size === 0 || askingAgain) return
    askingAgain = true
    timers.after(ASK_AGAIN_AFTER_MS, () => {
      askingAgain = false
      for (const queue of outOfStep) send('QueueStatus', { Queue: queue })
      outOfStep.clear()
    })
  }

  function onResponse(frame: AmiEvent): void {
    const ok = frame['Response'] === 'Success'
    switch (stage) {
      case 'challenge': {
        const challenge = frame['Challenge']
        if (!ok || challenge === undefined) return end('Asterisk gives no MD5 challenge; set "login": "plain" for this feed (with TLS, or on a network you trust)', true)
        stage = 'login'
        send('Login', { AuthType: 'MD5', Username: settings.username ?? '', Key: challengeKey(challenge, secret), Events: EVENT_MASK })
        return
      }
      case 'login':
        if (!ok) return end(`Asterisk refused the login of "${settings.username ?? ''}": ${(frame['Message'] ?? 'no reason given').slice(0, 200)}; check username, secret, permit and deny of manager.conf`, true)
        stage = 'running'
        poll()
        if (intervalMs > POLL_AGAIN_MS) timers.after(POLL_AGAIN_MS, poll)
        timers.every(intervalMs, poll)
        timers.every(intervalMs / 2, pulse)
        timers.every(FLUSH_EVERY_MS, () => deliver(translator.flush(host.nowMs())))
        return
      case 'running':
        if (!ok && frame['ActionID'] === asked?.id) end(`Asterisk refused QueueStatus: ${(frame['Message'] ?? 'no reason given').slice(0, 200)}; is app_queue loaded?`)
        return
      case 'greeting': case 'over': return
      default: return stage satisfies never
    }
  }

  /** A whole reply to our poll: life, and the moment from which the queues are known. */
  function onPollReply(events: readonly ContactEvent[]): ContactEvent[] {
    asked = undefined
    if (establishedAtMs === undefined) {
      establishedAtMs = host.monotonicMs()
      listener.established()
    }
    const warning = rights.takeWarning((host.monotonicMs() - establishedAtMs) / 1000)
    if (warning !== undefined) host.connection({ state: 'connected', warning })
    if (events.some((event) => event.type === 'feed.snapshot')) return []
    // An Asterisk without a queue says nothing else, and is alive all the same.
    return [{ id: `${idPrefix}-life-${String(++heartbeats).padStart(8, '0')}`, type: 'feed.heartbeat', time: Math.round(host.nowMs()) }]
  }

  function onFrame(frame: AmiEvent, nowMs: number): ContactEvent[] {
    if (frame['Response'] !== undefined) {
      onResponse(frame)
      return []
    }
    if (frame['Event'] === undefined || stage !== 'running') return []
    rights.see(frame)
    const events = translator.translate(frame, nowMs)
    if (frame['Event'] === 'QueueStatusComplete') watchOrder()
    if (frame['Event'] === 'QueueStatusComplete' && frame['ActionID'] === asked?.id) events.push(...onPollReply(events))
    return events
  }

  function onBytes(bytes: Uint8Array): void {
    heardAtMs = host.monotonicMs()
    const nowMs = host.nowMs()
    const whole = frames.push(bytes)
    if (stage === 'greeting') {
      if (frames.version !== undefined) {
        if (settings.login === 'plain') login()
        else {
          stage = 'challenge'
          send('Challenge', { AuthType: 'MD5' })
        }
      } else if (whole.length > 0 || frames.faults > 0) return end('what answers there is not an Asterisk manager; check the port')
    }
    const events: ContactEvent[] = []
    for (const frame of whole) events.push(...onFrame(frame, nowMs))
    deliver(events)
    if (stage === 'running') askOutOfStep()
  }

  const socket: Socket = dial(settings, () => { heardAtMs = host.monotonicMs() })
  socket.on('data', (bytes: Uint8Array) => {
    try {
      onBytes(bytes)
    } catch (error) {
      // One frame that we cannot read must not end the process, nor be met again and again unseen.
      host.reject(`an event could not be read: ${error instanceof Error ? error.message : String(error)}`, undefined)
      end('an event of Asterisk could not be read')
    }
  })
  socket.on('error', (error) => end(connectionFault(error, settings)))
  socket.on('close', () => end('Asterisk closed the connection'))
  timers.after(LOGIN_LIMIT_MS, () => {
    if (stage !== 'running') end(`no login within ${LOGIN_LIMIT_MS / 1000} s; ${settings.host ?? ''} is slow, or something else listens there`)
  })
  return { close: () => end('closed here') }
}
