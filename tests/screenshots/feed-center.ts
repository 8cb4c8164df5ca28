import { type CenterModel, simulateCenter } from '@queuecast/simulations/contact-center'

const SECONDS = 3600
/** Short contacts, so that there is something to forecast from within a minute or two. */
const HANDLE_SECONDS = 25

interface Busy { queue: string; channel: 'voice' | 'chat'; agents: number; load: number; atStart: number }
const BUSY: readonly Busy[] = [
  { queue: 'phone', channel: 'voice', agents: 9, load: 1.1, atStart: 60 }, { queue: 'chat', channel: 'chat', agents: 5, load: 0.95, atStart: 5 },
  { queue: 'sales', channel: 'voice', agents: 4, load: 0.85, atStart: 2 },
]
const MODEL: CenterModel = {
  endSeconds: SECONDS,
  types: BUSY.map(({ queue, channel, agents, load, atStart }) => ({
    type: queue, queue, channel, atStart, arrivalsPerHour: [{ fromSeconds: 0, value: (load * agents * 3600) / HANDLE_SECONDS }],
    handle: { law: 'lognormal', meanSeconds: HANDLE_SECONDS, cv: 0.7 }, patience: { law: 'exponential', meanSeconds: 600 },
  })),
  groups: BUSY.map(({ queue, agents }) => ({ group: queue, types: [queue], staff: [{ fromSeconds: 0, value: agents }] })),
}

/** Posts what happens in a busy center from now on, each second what happened in it, until aborted. */
export function feedCenter(url: string, center: string, key: string, signal: AbortSignal): void {
  const { events } = simulateCenter(MODEL, 5, Date.now())
  const post = async (some: object[]): Promise<void> => {
    const answer = await fetch(`${url}/v1/centers/${center}/events`, {
      method: 'POST', headers: { 'authorization': `Bearer ${key}`, 'content-type': 'application/json', 'queuecast-purpose': 'test' }, body: JSON.stringify({ events: some }),
    })
    if (!answer.ok) throw new Error(`the feed was refused: ${answer.status} ${await answer.text()}`)
  }
  let next = 0
  const timer = setInterval(() => {
    const due = events.slice(next).filter(({ time }) => time <= Date.now())
    next += due.length
    // A picture is taken all the same when one batch is late.
    if (due.length > 0) post(due).catch(console.warn)
  }, 1000)
  signal.addEventListener('abort', () => clearInterval(timer))
}
