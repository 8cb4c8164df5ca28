import { connect as connectTcp, type Socket } from 'node:net'
import type { ContactEvent } from '../../../contact-center/index.ts'
import type { FeedHost, FeedSettings } from '../../contract.ts'
import { deliverOrEnd } from '../../deliver-or-end.ts'
import type { Session, SessionListener } from '../../keep-connected.ts'
import { createSessionTimers } from '../../session-timers.ts'
import { createEslReader, type EslMessage } from '../esl-message.ts'
import { readTable, type Row } from '../table.ts'
import { createFreeSwitchTranslator } from '../translate.ts'
import { connectionFault, portOf } from './settings.ts'

const DEFAULT_INTERVAL_SECONDS = 10
const LOGIN_LIMIT_MS = 10_000
const FLUSH_EVERY_MS = 250
const KEEP_ALIVE_AFTER_MS = 10_000
/** Queues whose name could carry a second command are not asked for. */
const PLAIN_NAME = /^[A-Za-z0-9_.@+-]{1,128}$/

type Stage = 'greeting' | 'login' | 'running' | 'over'
type Dial = (settings: FeedSettings) => Socket
const dialTcp: Dial = (settings) => connectTcp({ host: settings.host ?? '', port: portOf(settings) }).setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_AFTER_MS)

/** One connection to an event socket: login, events, and a round of questions at once and at an interval; until it ends. */
export function openSession(settings: FeedSettings, host: FeedHost, listener: SessionListener, dial: Dial = dialTcp): Session {
  const intervalMs = (settings.intervalSeconds ?? DEFAULT_INTERVAL_SECONDS) * 1000
  const read = createEslReader()
  const prefix = settings.contactPrefix ?? ''
  const idPrefix = `fs-${Math.round(host.nowMs()).toString(36)}${Math.floor(host.random() * 46_656).toString(36).padStart(3, '0')}`
  const translator = createFreeSwitchTranslator({
    idPrefix, contactPrefix: prefix, agentIdOf: (name) => host.opaqueId(`${prefix}${name}`), ...(settings.queues === undefined ? {} : { queueIds: settings.queues }),
  })
  const timers = createSessionTimers(host)
  /** Who waits for which reply; the socket answers in order. */
  const waiting: ((message: EslMessage) => void)[] = []
  let stage: Stage = 'greeting'
  let heardAtMs = host.monotonicMs()
  let asking = false
  let rounds = 0

  function end(reason: string, refused = false): void {
    if (stage === 'over') return
    stage = 'over'
    timers.end()
    socket.destroy()
    listener.ended(reason, refused)
  }

  const deliver = (events: ContactEvent[]): void => deliverOrEnd(host, events, end)

  /** An answer that we cannot read must not end the process, nor be met again and again unseen. */
  function unreadable(error: unknown): void {
    host.reject(`an answer could not be read: ${error instanceof Error ? error.message : String(error)}`, undefined)
    end('an answer of FreeSWITCH could not be read')
  }

  function command(text: string): Promise<EslMessage> {
    return new Promise((resolve) => {
      waiting.push(resolve)
      socket.write(`${text}\n\n`)
    })
  }
  async function table(text: string): Promise<Row[] | undefined> {
    return readTable((await command(`api callcenter_config ${text}`)).body)
  }

  /** A round of questions: agents, queues, and of each queue its members and tiers. */
  async function ask(): Promise<void> {
    if (asking || stage !== 'running') return
    asking = true
    const askedAtMs = host.nowMs()
    const queues = await table('queue list')
    if (queues === undefined) return end('FreeSWITCH knows no callcenter_config; is mod_callcenter loaded?')
    const names = queues.map((row) => row['name'] ?? '').filter((name) => PLAIN_NAME.test(name) && (settings.queues === undefined || Object.hasOwn(settings.queues, name)))
    const [agents, ...rest] = await Promise.all([table('agent list'), ...names.flatMap((name) => [table(`queue list members ${name}`), table(`queue list tiers ${name}`)])])
    asking = false
    rounds += 1
    const events = translator.listing({
      askedAtMs, agents: agents ?? [],
      queues: names.flatMap((name, index) => {
        const [members, tiers] = [rest[2 * index], rest[2 * index + 1]]
        return members === undefined ? [] : [{ name, members, tiers: tiers ?? [] }]
      }),
    })
    if (rounds === 1) listener.established()
    // A center without a queue is alive all the same.
    deliver(events.length > 0 ? events : [{ id: `${idPrefix}-life-${rounds}`, type: 'feed.heartbeat', time: Math.round(askedAtMs) }])
  }

  function pulse(): void {
    if (host.monotonicMs() - heardAtMs > 2 * intervalMs) end(`FreeSWITCH said nothing for ${Math.round((2 * intervalMs) / 1000)} s, though it was asked; the network between may have broken`)
  }

  async function login(): Promise<void> {
    stage = 'login'
    const reply = await command(`auth ${settings.secret ?? ''}`)
    if (reply.headers['Reply-Text']?.startsWith('+OK') !== true) return end('FreeSWITCH refused the password; check secret and event_socket.conf.xml', true)
    const subscribed = await command('event json CUSTOM callcenter::info')
    if (subscribed.headers['Reply-Text']?.startsWith('+OK') !== true) return end('FreeSWITCH refused the events of mod_callcenter', true)
    stage = 'running'
    timers.every(intervalMs, () => void ask().catch(unreadable))
    timers.every(intervalMs, pulse)
    timers.every(FLUSH_EVERY_MS, () => deliver(translator.flush(host.nowMs())))
    await ask()
  }

  function onMessage(message: EslMessage, nowMs: number): void {
    switch (message.headers['Content-Type']) {
      case 'auth/request':
        if (stage === 'greeting') login().catch(unreadable)
        return
      case 'command/reply':
      case 'api/response':
        waiting.shift()?.(message)
        return
      case 'text/event-json':
        try {
          deliver(translator.event(JSON.parse(message.body) as Row, nowMs))
        } catch (error) {
          host.reject(`an event could not be read: ${error instanceof Error ? error.message : String(error)}`, undefined)
        }
        return
      case 'text/rude-rejection':
        return end('FreeSWITCH does not let this address in; check apply-inbound-acl of event_socket.conf.xml', true)
      case 'text/disconnect-notice':
        return end('FreeSWITCH ended the connection')
      default:
    }
  }

  const socket = dial(settings)
  socket.on('data', (bytes: Uint8Array) => {
    heardAtMs = host.monotonicMs()
    try {
      for (const message of read(bytes)) onMessage(message, host.nowMs())
    } catch (error) {
      end(`what answers there is not an event socket: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
  socket.on('error', (error) => end(connectionFault(error, settings)))
  socket.on('close', () => end('FreeSWITCH closed the connection'))
  timers.after(LOGIN_LIMIT_MS, () => {
    if (stage !== 'running') end(`no login within ${LOGIN_LIMIT_MS / 1000} s; ${settings.host ?? ''} is slow, or something else listens there`)
  })
  return { close: () => end('closed here') }
}
