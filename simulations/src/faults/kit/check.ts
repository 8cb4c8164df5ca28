import type { ExampleKeys } from '../../processes/index.ts'
import type { FaultRun } from '../fault.ts'
import type { Feed } from './feed.ts'
import { eachOf, hasSettled, isReady, readDisplay, readWaiting, whyNotReady, within } from './http.ts'
import type { Truth, TrueState } from './truth.ts'

const LIMIT_MS = 45_000
const MOST_CHECKED = 600

/** Every node says that it is ready. */
export async function allReady(run: FaultRun, urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    if (!(await within(LIMIT_MS, () => isReady(url)))) run.violated('serving', `${url} is not ready ${LIMIT_MS / 1000} s after the fault: ${await whyNotReady(url)}`)
  }
}

/**
 * After the recovery: first what was acknowledged must be there, whatever became of the batches under way; then those are
 * retried, and every node must show each contact exactly where the truth has it.
 */
export async function checkAgainst(run: FaultRun, feed: Feed, urls: readonly string[], keys: ExampleKeys): Promise<void> {
  await allReady(run, urls)
  await checkStates(run, feed.truth, feed.undecided(), urls, keys)
  if (!(await feed.settle(LIMIT_MS))) return run.violated('serving', `events were still not taken ${LIMIT_MS / 1000} s after the fault`)
  await checkStates(run, feed.truth, new Set(), urls, keys)
  await checkLines(run, feed.truth, urls, keys)
}

/** Those who wait, and as many of the ended as the limit leaves, drawn by the run's seed. */
function chosen(run: FaultRun, truth: Truth): string[] {
  const contacts = truth.contacts()
  const ended = contacts.filter((contact) => truth.state(contact) !== 'waiting')
  const waiting = contacts.filter((contact) => truth.state(contact) === 'waiting')
  const share = Math.min(1, Math.max(0, MOST_CHECKED - waiting.length) / Math.max(1, ended.length))
  return [...waiting, ...ended.filter(() => run.random() < share)]
}

async function checkStates(run: FaultRun, truth: Truth, undecided: ReadonlySet<string>, urls: readonly string[], keys: ExampleKeys): Promise<void> {
  const contacts = chosen(run, truth).filter((contact) => !undecided.has(contact))
  const seen = new Map<string, string[]>()
  for (const url of urls) {
    await eachOf(contacts, 8, async (contact) => {
      let state: string | undefined
      const right = await within(LIMIT_MS, async () => {
        state = (await readDisplay(url, keys, contact))?.state
        return state !== undefined && isState(state, truth.state(contact))
      })
      seen.set(contact, [...seen.get(contact) ?? [], state ?? 'no answer'])
      if (!right) run.violated(lostOrTwice(state, truth.state(contact)), `${contact} is ${truth.state(contact)}, but ${url} says ${state ?? 'nothing'}`)
    })
  }
  for (const [contact, states] of seen) {
    if (states.some((state) => state === 'waiting') && states.some((state) => hasSettled(state))) run.violated('split', `${contact}: ${states.join(', ')}`)
  }
}

const isState = (state: string, truth: TrueState | undefined): boolean => state === truth
/** Still waiting though an end was acknowledged: that event was lost; the same where nobody knows of the contact. */
const lostOrTwice = (state: string | undefined, truth: TrueState | undefined): 'lost' | 'twice' | 'serving' =>
  state === undefined ? 'serving' : truth === 'waiting' && hasSettled(state) ? 'twice' : 'lost'

/** Each place is held once, and the queue counts as many as wait. */
async function checkLines(run: FaultRun, truth: Truth, urls: readonly string[], keys: ExampleKeys): Promise<void> {
  for (const url of urls) {
    for (const [queue, line] of truth.lines()) {
      let waiting: number | undefined
      if (!(await within(LIMIT_MS, async () => (waiting = await readWaiting(url, keys, queue)) === line.length))) {
        run.violated((waiting ?? 0) > line.length ? 'twice' : 'lost', `${queue} has ${line.length} waiting, but ${url} counts ${waiting ?? 'nothing'}`)
      }
      await eachOf([...line.entries()], 8, async ([index, contact]) => {
        let place: number | undefined
        const right = await within(LIMIT_MS, async () => (place = (await readDisplay(url, keys, contact))?.position) === index + 1)
        if (!right) run.violated('lost', `${contact} has place ${index + 1}, but ${url} shows ${place ?? 'none'}`)
      })
    }
  }
}
