import { type CenterModel, simulateCenter } from '@queuecast/simulations/contact-center'

const PAST_SECONDS = 50 * 60
const SECONDS = 2 * 3600
const BATCH = 400

const queue = (id: string, channel: 'voice' | 'chat', perHour: number): CenterModel['types'][number] => ({
  type: id, queue: id, channel, arrivalsPerHour: [{ fromSeconds: 0, value: perHour }],
  handle: { law: 'lognormal', meanSeconds: 240, cv: 0.7 }, patience: { law: 'exponential', meanSeconds: 1500 },
})
const agents = (id: string, count: number): CenterModel['groups'][number] => ({ group: id, types: [id], staff: [{ fromSeconds: 0, value: count }] })
const MODEL: CenterModel = {
  endSeconds: SECONDS,
  types: [queue('phone', 'voice', 150), queue('chat', 'chat', 70), queue('sales', 'voice', 62)],
  groups: [agents('phone', 9), agents('chat', 5), agents('sales', 4)],
}

/** Posts a center's last fifty minutes at once, then what happens from now on at its own time, until aborted. */
export async function feedCenter(url: string, center: string, key: string, signal: AbortSignal): Promise<void> {
  const { events } = simulateCenter(MODEL, 5, Date.now() - PAST_SECONDS * 1000)
  const post = async (some: object[]): Promise<void> => {
    const answer = await fetch(`${url}/v1/centers/${center}/events`, {
      method: 'POST', headers: { 'authorization': `Bearer ${key}`, 'content-type': 'application/json', 'queuecast-purpose': 'test' }, body: JSON.stringify({ events: some }),
    })
    if (!answer.ok) throw new Error(`the feed was refused: ${answer.status} ${await answer.text()}`)
  }
  const past = events.filter(({ time }) => time <= Date.now())
  for (let from = 0; from < past.length; from += BATCH) await post(past.slice(from, from + BATCH))
  let next = past.length
  const timer = setInterval(() => {
    const due = events.slice(next).filter(({ time }) => time <= Date.now())
    next += due.length
    // A picture is taken all the same when one batch is late.
    if (due.length > 0) post(due).catch(console.warn)
  }, 1000)
  signal.addEventListener('abort', () => clearInterval(timer))
}
