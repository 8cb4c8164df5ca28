import type { ContactEvent } from '@queuecast/server/contact-center'
import { runBacktest, type ToldLine } from '@queuecast/simulations/backtest'
import { SCENARIOS, runScenario } from '@queuecast/simulations/scenarios'
import { expect, it } from 'vitest'

/** Names that objects of JavaScript already have; every one is an allowed queue or contact id. */
const ODD = ['constructor', 'valueof', 'toString', '__proto__', 'hasOwnProperty']

it('queues, contacts and agents may be called like parts of an object', () => {
  const scenario = SCENARIOS.find(({ name }) => name === 'busy-minute')
  if (scenario === undefined) throw new Error('no such scenario')
  const { events } = runScenario(scenario, 3)
  const renamed = (JSON.parse(JSON.stringify(events).replaceAll('"support"', '"constructor"').replaceAll('"agent-1"', '"__proto__"')) as ContactEvent[]).slice(0, 2000)
  const contacts = [...new Set(renamed.flatMap((event) => ('contact' in event && event.contact !== undefined ? [event.contact] : [])))]
  const names = new Map(ODD.map((odd, i) => [contacts[i + 20] ?? '', odd]))
  for (const event of renamed) if ('contact' in event && event.contact !== undefined) event.contact = names.get(event.contact) ?? event.contact
  const told: ToldLine[] = []
  const summary = runBacktest({ events: renamed, told: (line) => told.push(line) })
  expect(summary.quarantined).toBe(0)
  expect(told.some(({ queue, known }) => queue === 'constructor' && known)).toBe(true)
  expect(ODD.every((odd) => told.some(({ contact }) => contact === odd))).toBe(true)
})
