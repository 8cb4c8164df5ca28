import { describe, expect, it } from 'vitest'
import type { CenterRun } from './center-run.ts'
import { createRun } from './create-run.ts'
import { formulaOracle } from './formula-oracle.ts'
import { forwardOracle } from './forward-oracle.ts'
import type { Law } from './laws.ts'
import type { AgentGroup, CenterModel, ContactType } from './model.ts'
import type { Contact } from './state.ts'
import { estimate } from './testing/estimate.ts'

const exponential = (meanSeconds: number): Law => ({ law: 'exponential', meanSeconds })
const type = (name: string, perHour: number, more: Partial<ContactType> = {}): ContactType => ({
  type: name, queue: name, channel: 'voice', arrivalsPerHour: [{ fromSeconds: 0, value: perHour }], handle: exponential(240), patience: exponential(420), ...more,
})
const group = (name: string, types: string[], agents: number, more: Partial<AgentGroup> = {}): AgentGroup =>
  ({ group: name, types, staff: [{ fromSeconds: 0, value: agents }], ...more })

/** For each contact that waited: what both oracles said on queueing, and what came. */
function asked(model: CenterModel, seed: number, copies: number): { forward: number; formula: number | undefined; true: number }[] {
  const said = new Map<Contact, { forward: number; formula: number | undefined; true: number }>()
  const forward = forwardOracle(model, (): CenterRun => run, copies, seed)
  const formula = formulaOracle(model)
  const run = createRun(model, seed, {
    look(contact, now) {
      if (!said.has(contact)) said.set(contact, { forward: forward(contact, now)?.meanSeconds ?? Number.NaN, formula: formula?.(contact, now)?.meanSeconds, true: Number.NaN })
    },
    virtualStart(contact, now) {
      const line = said.get(contact)
      if (line !== undefined) line.true = now - contact.queuedSeconds
    },
  }, 3600)
  while (run.step());
  return [...said.values()]
}

const SETTINGS: readonly [string, CenterModel][] = [
  ['lognormal contacts and after-work', {
    endSeconds: 3600, types: [type('a', 130, { handle: { law: 'lognormal', meanSeconds: 200, cv: 0.8 }, afterWork: exponential(40) })], groups: [group('g', ['a'], 8)],
  }],
  ['priorities and credits', {
    endSeconds: 3600, types: [type('a', 90), type('gold', 30, { priority: 1 }), type('silver', 15, { creditSeconds: 90 })], groups: [group('g', ['a', 'gold', 'silver'], 8)],
  }],
  ['shared agents and transfers', {
    endSeconds: 3600, types: [type('a', 70, { transfer: { share: 0.1, to: 'b', keepsPlace: true } }), type('b', 70)],
    groups: [group('a', ['a'], 3), group('b', ['b'], 3), group('both', ['b', 'a'], 3)],
  }],
  ['chat with concurrency three', {
    endSeconds: 3600, types: [type('chat', 70, { handle: { law: 'lognormal', meanSeconds: 400, cv: 0.8 } })], groups: [group('g', ['chat'], 3, { slots: 3, slowerByLoad: [1, 1.15, 1.35] })],
  }],
]

describe('the oracle', () => {
  it('[SC8] agrees with the exact mean where that is known', () => {
    const model: CenterModel = { endSeconds: 3600, types: [type('a', 80), type('b', 60)], groups: [group('g', ['a', 'b'], 8)] }
    const lines = asked(model, 3, 200)
    expect(lines.length).toBeGreaterThan(60)
    const errors = lines.map(({ forward, formula }) => forward / (formula ?? Number.NaN) - 1)
    const { mean, half } = estimate(errors)
    expect(Math.abs(mean)).toBeLessThan(2 * half)
    // One contact's mean over 200 copies has about 3 % of noise.
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.35)
  })

  it.each(SETTINGS)('[SC8] is right on average: %s', (_, model) => {
    expect(formulaOracle(model)).toBeUndefined()
    const errors = Array.from({ length: 30 }, (_, i) => {
      const lines = asked(model, 100 + i, 10).filter((line) => !Number.isNaN(line.true))
      return lines.length === 0 ? 0 : lines.reduce((sum, line) => sum + line.forward - line.true, 0) / lines.length
    })
    const { mean, half } = estimate(errors)
    expect(Math.abs(mean)).toBeLessThan(1.6 * half)
    expect(half).toBeLessThan(15)
  })

  it('[SC8] knows an absence without notice only once it has begun', () => {
    const model = (absent: boolean): CenterModel => ({
      endSeconds: 600, types: [type('a', 0, { atStart: 12, patience: { law: 'never' } })], groups: [group('g', ['a'], 4)],
      ...(absent ? { absences: [{ group: 'g', agents: 3, fromSeconds: 30, toSeconds: 4000 }] } : {}),
    })
    const firstSaid = (absent: boolean): number[] => asked(model(absent), 5, 50).map(({ forward }) => forward)
    expect(firstSaid(true)).toEqual(firstSaid(false))
  })
})
