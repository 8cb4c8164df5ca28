import type { ContactEvent, EventOf } from '../../contact-center/index.ts'
import { opaqueIdOf, queueIdOf } from '../vendor-ids.ts'
import { type AgentNow, Agents } from './agents.ts'
import { type Row, wholeNumber } from './table.ts'

export interface FreeSwitchTranslatorOptions {
  /** Makes event ids unique over connections. At most 40 characters. */
  idPrefix: string
  contactPrefix?: string
  /** A queue's name (`support@default`) → our queue id; with a list, only what is listed is taken. */
  queueIds?: Readonly<Record<string, string>>
  /** Our id for an agent's name, which may be a person's. */
  agentIdOf(name: string): string
}

/** Everything of one round of questions, with the moment it began. */
export interface Listing { askedAtMs: number; agents: readonly Row[]; queues: readonly { name: string; members: readonly Row[]; tiers: readonly Row[] }[] }

/** Turns what mod_callcenter says into contact events (see SPEC.md). Reads no clock and does no I/O. */
export interface FreeSwitchTranslator {
  /** Contact events of one `callcenter::info` event. */
  event(headers: Row, receivedAtMs: number): ContactEvent[]
  /** What a whole round of `callcenter_config` answered: the truth at the moment it was asked for. */
  listing(listing: Listing): ContactEvent[]
  /** What became certain by the passing of time. */
  flush(nowMs: number): ContactEvent[]
}

type Body<T> = T extends ContactEvent ? Omit<T, 'id' | 'time'> : never
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/
const CANCELS: Readonly<Record<string, EventOf<'contact.left'>['reason']>> = {
  TIMEOUT: 'timeout', NO_AGENT_TIMEOUT: 'no-agents', EXIT_WITH_KEY: 'exit-key', BREAK_OUT: 'other',
}

export function createFreeSwitchTranslator(options: FreeSwitchTranslatorOptions): FreeSwitchTranslator {
  const { idPrefix, contactPrefix = '', queueIds, agentIdOf } = options
  const agents = new Agents(agentIdOf)
  /** Agents being offered a member, by member. */
  const offered = new Map<string, Set<string>>()
  const talking = new Map<string, string>()
  /** Members that a listing showed as having given up, by the time of that: said once. */
  const gaveUp = new Map<string, string>()
  let ordinal = 0
  let out: ContactEvent[] = []

  const queueOf = (name: string | undefined): string | undefined => (name === undefined || name === '*' ? undefined : queueIds === undefined ? queueIdOf(name.split('@', 1)[0] ?? '') : queueIds[name])
  const contactOf = (uuid: string): string => opaqueIdOf(`${contactPrefix}${uuid}`)
  function emit(timeMs: number, body: Body<ContactEvent>): void {
    out.push({ id: `${idPrefix}-${String(ordinal).padStart(10, '0')}-${String(out.length).padStart(5, '0')}`, time: Math.round(timeMs), ...body })
  }
  function emitAgent(now: AgentNow | undefined, timeMs: number): void {
    if (now === undefined) return
    emit(timeMs, { type: 'agent.state', agent: now.agent, state: now.state, queues: now.queues, ...(now.untilMs === undefined ? {} : { until: Math.round(now.untilMs) }) })
  }
  function take(): ContactEvent[] {
    const events = out
    out = []
    return events
  }

  function memberEvent(action: string, headers: Row, queue: string, uuid: string, atMs: number): void {
    const contact = contactOf(uuid)
    const name = headers['CC-Agent'] ?? ''
    const agent = name === '' ? {} : { agent: agentIdOf(name) }
    switch (action) {
      case 'member-queue-start': {
        const creditSeconds = wholeNumber(headers['variable_cc_base_score']) ?? 0
        const language = headers['variable_default_language'] ?? ''
        emit(atMs, {
          type: 'contact.queued', contact, queue, channel: 'voice', ...(creditSeconds === 0 ? {} : { since: Math.round(atMs - creditSeconds * 1000) }),
          ...(LANGUAGE.test(language) ? { language } : {}),
        })
        return
      }
      case 'member-queue-resume':
        emit(atMs, { type: 'contact.requeued', contact, queue, keepsPlace: true })
        return
      case 'agent-offering':
        if (name === '') return
        offered.set(uuid, (offered.get(uuid) ?? new Set()).add(name))
        emit(atMs, { type: 'contact.ringing', contact, agent: agentIdOf(name) })
        return
      case 'bridge-agent-fail': {
        const others = offered.get(uuid)
        others?.delete(name)
        if ((others?.size ?? 0) > 0) return
        emit(atMs, { type: 'contact.not-answered', contact, ...agent, reason: (headers['CC-Hangup-Cause'] ?? 'unknown').slice(0, 64) })
        return
      }
      case 'bridge-agent-start':
        offered.delete(uuid)
        talking.set(uuid, name)
        emit(atMs, { type: 'contact.answered', contact, ...agent })
        return
      case 'bridge-agent-end':
        talking.delete(uuid)
        emit(atMs, { type: 'contact.handled', contact, ...agent })
        if (name !== '') emitAgent(agents.callEnded(name, atMs), atMs)
        return
      case 'member-queue-end': {
        offered.delete(uuid)
        if (headers['CC-Cause'] === 'Terminated') {
          // Where the end of the bridge was missed, this is it.
          if (talking.delete(uuid)) emit(atMs, { type: 'contact.handled', contact, ...agent })
          return
        }
        const reason = CANCELS[headers['CC-Cancel-Reason'] ?? '']
        emit(atMs, reason === undefined ? { type: 'contact.abandoned', contact } : { type: 'contact.left', contact, reason })
        return
      }
      default:
    }
  }

  /** A member that hung up before an agent was looked for gives no event, but stands in the listing for a while (FS7). */
  function sayAbandoned(rows: readonly Row[], askedAtMs: number): void {
    for (const row of rows) {
      const [uuid = '', at = ''] = [row['uuid'], row['abandoned_epoch']]
      const atSeconds = wholeNumber(at) ?? 0
      if (row['state'] !== 'Abandoned' || uuid === '' || atSeconds <= 0 || gaveUp.get(uuid) === at) continue
      gaveUp.set(uuid, at)
      // Whole seconds: its end, so that it is not told before the member came.
      emit(Math.min(askedAtMs, atSeconds * 1000 + 999), { type: 'contact.abandoned', contact: contactOf(uuid) })
    }
    const listed = new Set(rows.map((row) => row['uuid']))
    for (const uuid of gaveUp.keys()) if (!listed.has(uuid)) gaveUp.delete(uuid)
  }

  return {
    event(headers, receivedAtMs) {
      ordinal += 1
      const micros = wholeNumber(headers['Event-Date-Timestamp'])
      const atMs = micros === undefined ? receivedAtMs : micros / 1000
      const action = headers['CC-Action'] ?? ''
      const agent = headers['CC-Agent'] ?? ''
      if (action === 'agent-status-change' && agent !== '') emitAgent(agents.status(agent, headers['CC-Agent-Status'] ?? '', atMs), atMs)
      else if (action === 'agent-state-change' && agent !== '') emitAgent(agents.state(agent, headers['CC-Agent-State'] ?? '', atMs), atMs)
      else {
        const queue = queueOf(headers['CC-Queue'])
        const uuid = headers['CC-Member-UUID'] ?? ''
        if (queue !== undefined && uuid !== '') memberEvent(action, headers, queue, uuid, atMs)
      }
      return take()
    },

    listing({ askedAtMs, agents: rows, queues }) {
      ordinal += 1
      agents.listed(rows)
      sayAbandoned(queues.flatMap(({ name, members }) => (queueOf(name) === undefined ? [] : members)), askedAtMs)
      const listed: EventOf<'feed.snapshot'>['queues'] = []
      for (const { name, members, tiers } of queues) {
        const queue = queueOf(name)
        if (queue === undefined) continue
        agents.tiers(queue, tiers)
        listed.push({
          queue,
          waiting: members.filter(({ state }) => state === 'Waiting' || state === 'Trying').map((row) => ({ contact: contactOf(row['uuid'] ?? ''), since: sinceMs(row, askedAtMs), channel: 'voice' as const })),
          inService: members.filter(({ state }) => state === 'Answered').map((row) => ({
            contact: contactOf(row['uuid'] ?? ''), since: (wholeNumber(row['bridge_epoch']) ?? askedAtMs / 1000) * 1000,
            ...((row['serving_agent'] ?? '') === '' ? {} : { agent: agentIdOf(row['serving_agent'] ?? '') }),
          })),
        })
      }
      const now = agents.now(askedAtMs).map(({ agent, state, queues: serves }) => ({ agent, state, queues: serves }))
      if (listed.length > 0) emit(askedAtMs, { type: 'feed.snapshot', listsRinging: true, queues: listed, agents: now })
      return take()
    },

    flush(nowMs) {
      ordinal += 1
      for (const over of agents.wrapUpsOver(nowMs)) emitAgent(over, nowMs)
      return take()
    },
  }
}

/** Members go by time waited plus their scores, in seconds (FS4). */
function sinceMs(row: Row, askedAtMs: number): number {
  const joined = wholeNumber(row['joined_epoch']) ?? Math.floor(askedAtMs / 1000)
  return Math.round((joined - (wholeNumber(row['base_score']) ?? 0) - (wholeNumber(row['skill_score']) ?? 0)) * 1000)
}
