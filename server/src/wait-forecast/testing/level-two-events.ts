import type { ContactEvent } from '../../contact-center/index.ts'
import type { Draw } from '../forward-simulation/pool-model.ts'

export interface LevelTwoSetting { agents: number; handleSeconds: number; arrivalSeconds: number; patienceSeconds: number; lastMs: number; fromMs?: number }

/**
 * Events of a queue that is served first come, first served by named agents who never say a word of themselves: joined,
 * answered, handled, abandoned. Exponential throughout, three seconds of after-contact work; seeded.
 */
export function levelTwoEvents({ agents, handleSeconds, arrivalSeconds, patienceSeconds, lastMs, fromMs = 0 }: LevelTwoSetting, draw: Draw): ContactEvent[] {
  const events: ContactEvent[] = []
  const freeMs = Array.from({ length: agents }, () => fromMs)
  const exponential = (seconds: number): number => Math.round(-Math.log(draw()) * seconds * 1000)
  let n = 0
  for (let at = fromMs + exponential(arrivalSeconds); at < lastMs; at += exponential(arrivalSeconds)) {
    const contact = `c${n}`
    n += 1
    events.push({ id: `q${n}`, type: 'contact.queued', time: at, contact, queue: 'a', channel: 'voice' })
    const agent = freeMs.indexOf(Math.min(...freeMs))
    const startMs = Math.max(at, freeMs[agent] ?? 0)
    const leavesMs = at + exponential(patienceSeconds)
    if (leavesMs < startMs) {
      events.push({ id: `l${n}`, type: 'contact.abandoned', time: leavesMs, contact })
      continue
    }
    const endMs = startMs + exponential(handleSeconds)
    freeMs[agent] = endMs + 3000
    events.push({ id: `r${n}`, type: 'contact.answered', time: startMs, contact, agent: `agent${agent}` })
    events.push({ id: `s${n}`, type: 'contact.handled', time: endMs, contact, agent: `agent${agent}` })
  }
  return events.filter(({ time }) => time < lastMs).sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
}
