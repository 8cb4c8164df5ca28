import type { ContactEvent } from '@queuecast/server/contact-center'
import type { Scenario } from '../scenarios/scenario.ts'
import { createRandom, exponential } from './random.ts'

/** What truly would have happened to a contact, and what an oracle that knows the parameters said (contract, `--truth`). */
export interface Truth {
  contact: string
  /** The wait from queueing that it would have had with infinite patience. */
  virtualWaitSeconds: number
  oracle: { at: number; meanSeconds: number }[]
}
export interface Simulated { events: ContactEvent[]; truth: Truth[] }

interface Waiting { contact: string; queue: string; queuedSeconds: number; leavesSeconds: number; gone: boolean; truth: Truth }

const ORACLE_EVERY_SECONDS = 30

/**
 * A seeded discrete-event contact center, M/M/s+M first come first served over one pool: it emits contact events in the
 * contract's form and each contact's true virtual wait. Who abandoned stays in the line as a ghost that takes no agent;
 * the moment a ghost would have been served ends its virtual wait.
 */
export function simulateCenter(scenario: Scenario, seed: number, startMs: number): Simulated {
  const random = createRandom(seed)
  const events: ContactEvent[] = []
  const truth: Truth[] = []
  const line: Waiting[] = []
  const busy: { agent: string; contact: string; untilSeconds: number }[] = []
  const idle = Array.from({ length: scenario.agents }, (_, i) => `agent-${i + 1}`)
  const queues = scenario.queues.map(({ queue }) => queue)
  const endSeconds = scenario.hours * 3600
  const rate = scenario.agents / scenario.meanHandleSeconds
  let number = 0

  const at = (seconds: number): number => Math.round(startMs + seconds * 1000)
  const emit = (event: ContactEvent): void => void events.push(event)
  // Padded: where two events fall on one millisecond, the id decides their order.
  const eventId = (): string => `s${seed}-${String(events.length).padStart(8, '0')}`
  const agentState = (agent: string, state: 'available' | 'on-contact', seconds: number): void =>
    emit({ id: eventId(), type: 'agent.state', time: at(seconds), agent, state, queues })
  const serve = (who: Waiting, seconds: number): void => {
    const agent = idle.shift()
    if (agent === undefined) throw new Error('no idle agent')
    emit({ id: eventId(), type: 'contact.answered', time: at(seconds), contact: who.contact, agent })
    agentState(agent, 'on-contact', seconds)
    busy.push({ agent, contact: who.contact, untilSeconds: seconds + exponential(random, scenario.meanHandleSeconds) })
    who.truth.virtualWaitSeconds = seconds - who.queuedSeconds
  }
  const serveNext = (seconds: number): void => {
    while (idle.length > 0 && line.length > 0) {
      const who = line.shift() as Waiting
      if (who.gone) who.truth.virtualWaitSeconds = seconds - who.queuedSeconds
      else serve(who, seconds)
    }
  }
  const ask = (seconds: number): void => {
    let ahead = 0
    for (const who of line) {
      if (who.gone) continue
      const waited = seconds - who.queuedSeconds
      if (waited >= 0 && Math.abs(waited / ORACLE_EVERY_SECONDS - Math.round(waited / ORACLE_EVERY_SECONDS)) < 1e-9) {
        let meanSeconds = 0
        for (let i = 0; i <= ahead; i++) meanSeconds += 1 / (rate + i / scenario.meanPatienceSeconds)
        who.truth.oracle.push({ at: at(seconds), meanSeconds })
      }
      ahead += 1
    }
  }

  for (const agent of idle) agentState(agent, 'available', 0)
  const arrivals = scenario.queues.map((queue) => ({ ...queue, nextSeconds: exponential(random, 3600 / queue.arrivalsPerHour) }))
  for (;;) {
    const arrival = arrivals.reduce((a, b) => (a.nextSeconds <= b.nextSeconds ? a : b))
    const service = busy.length === 0 ? undefined : busy.reduce((a, b) => (a.untilSeconds <= b.untilSeconds ? a : b))
    const waiting = line.filter(({ gone }) => !gone)
    const leaver = waiting.length === 0 ? undefined : waiting.reduce((a, b) => (a.leavesSeconds <= b.leavesSeconds ? a : b))
    const update = waiting.length === 0 ? Infinity : Math.min(...waiting.map(({ truth: { oracle }, queuedSeconds }) => queuedSeconds + oracle.length * ORACLE_EVERY_SECONDS))
    const arrivalSeconds = arrival.nextSeconds < endSeconds ? arrival.nextSeconds : Infinity
    const now = Math.min(arrivalSeconds, service?.untilSeconds ?? Infinity, leaver?.leavesSeconds ?? Infinity, update)
    if (now === Infinity) break
    if (now === update) ask(now)
    else if (service !== undefined && now === service.untilSeconds) {
      busy.splice(busy.indexOf(service), 1)
      idle.push(service.agent)
      emit({ id: eventId(), type: 'contact.handled', time: at(now), contact: service.contact, agent: service.agent })
      agentState(service.agent, 'available', now)
      serveNext(now)
    } else if (leaver !== undefined && now === leaver.leavesSeconds) {
      leaver.gone = true
      emit({ id: eventId(), type: 'contact.abandoned', time: at(now), contact: leaver.contact })
    } else {
      arrival.nextSeconds = now + exponential(random, 3600 / arrival.arrivalsPerHour)
      const contact = `s${seed}-c${++number}`
      const who: Waiting = {
        contact, queue: arrival.queue, queuedSeconds: now, leavesSeconds: now + exponential(random, scenario.meanPatienceSeconds), gone: false,
        truth: { contact, virtualWaitSeconds: 0, oracle: [] },
      }
      truth.push(who.truth)
      emit({ id: eventId(), type: 'contact.queued', time: at(now), contact, queue: arrival.queue, channel: arrival.channel })
      line.push(who)
      serveNext(now)
    }
  }
  return { events, truth }
}
