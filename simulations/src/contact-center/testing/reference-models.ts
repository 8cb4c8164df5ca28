import type { CenterModel } from '../model.ts'

const MINUTE = 60
const steps = (values: readonly number[], lengthMinutes = 120): { fromSeconds: number; value: number }[] =>
  values.map((value, i) => ({ fromSeconds: i * lengthMinutes * MINUTE, value }))
const perHour = (perMinute: readonly number[]): { fromSeconds: number; value: number }[] => steps(perMinute.map((rate) => rate * 60))

/** MMC and MMCAb of the ContactCenters examples: λ 4.2 and μ 0.5 a minute, 12 agents, 8 hours, patience rate 1 or none. */
export const oneQueue = (patient: boolean): CenterModel => ({
  endSeconds: 8 * 3600,
  types: [{
    type: 'call', queue: 'call', channel: 'voice', arrivalsPerHour: perHour([4.2]), handle: { law: 'exponential', meanSeconds: 2 * MINUTE },
    patience: patient ? { law: 'never' } : { law: 'exponential', meanSeconds: MINUTE },
  }],
  groups: [{ group: 'agent', types: ['call'], staff: steps([12]) }],
})

const exponentialBy = (rates: readonly number[]): { law: 'by-time'; steps: { fromSeconds: number; law: { law: 'exponential'; meanSeconds: number } }[] } => ({
  law: 'by-time', steps: rates.map((rate, i) => ({ fromSeconds: i * 120 * MINUTE, law: { law: 'exponential', meanSeconds: MINUTE / rate } })),
})

/** SimpleMSK of the same: three types, two groups, three periods of two hours and a wrap-up, busy days and slow ones. */
export const simpleMsk: CenterModel = {
  endSeconds: 6 * 3600,
  busynessShape: 28.7,
  types: [[4.2, 5.3, 3.2], [5.1, 4.3, 4.8], [6.3, 5.2, 4.8]].map((rates, i) => ({
    type: `t${i}`, queue: `t${i}`, channel: 'voice' as const, arrivalsPerHour: perHour(rates),
    handle: exponentialBy([0.5, 0.6, 0.4, 0.4]), patience: exponentialBy([0.3, 0.4, 0.2, 0.2]),
  })),
  groups: [
    { group: 'g0', types: ['t1', 't0'], staff: steps([12, 18, 9, 9]) },
    { group: 'g1', types: ['t2', 't1'], staff: steps([15, 20, 11, 11]) },
  ],
}
