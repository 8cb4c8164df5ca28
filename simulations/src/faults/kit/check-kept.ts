import type { FaultRun } from '../fault.ts'
import { eachOf, hasSettled, readDisplay, within } from './http.ts'
import type { Truth } from './truth.ts'
import type { World } from './world.ts'

const LIMIT_MS = 20_000
const STABLE_LOOKS = 3

/**
 * After a takeover: all that was `kept` must be there, unless something befell the contact since; and both nodes say the same
 * of everybody. Resolves with how many contacts more are not where their last acknowledged event put them, and adds them to `gone`: a
 * loss that must be small.
 */
export async function checkKept(run: FaultRun, kept: Truth, world: World, gone: Set<string>): Promise<number> {
  await world.feed.stop()
  await world.feed.settle(LIMIT_MS)
  const { truth } = world.feed
  const before = gone.size
  await eachOf(truth.contacts().filter((contact) => !gone.has(contact)), 8, async (contact) => {
    const must = kept.state(contact) !== undefined && kept.state(contact) === truth.state(contact)
    let states: string[] = []
    let looks = 0
    const right = await within(LIMIT_MS, async () => {
      states = await Promise.all(world.urls().map(async (url) => (await readDisplay(url, world.keys, contact))?.state ?? 'no answer'))
      looks += 1
      const same = states.every((state) => state === states[0]) && states[0] !== 'no answer'
      return same && (states[0] === truth.state(contact) || (!must && looks >= STABLE_LOOKS))
    })
    if (states.some((state) => state !== truth.state(contact))) gone.add(contact)
    if (right) return
    if (must) run.violated('lost', `${contact} was ${kept.state(contact)} before the replica fell behind, the nodes say ${states.join(' and ')}`)
    else if (states.some((state) => state === 'waiting') && states.some((state) => hasSettled(state))) run.violated('split', `${contact}: ${states.join(' on one node, on the other ')}`)
    else run.violated('serving', `${contact}: the nodes say ${states.join(' and ')}`)
  })
  return gone.size - before
}
