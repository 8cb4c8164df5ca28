import type { ContactInLine, FamilySituation, StartedWait } from '../family-situation.ts'
import { exponential, type Random, seededRandom } from './random.ts'

/** A line of one or two classes before agents with exponential handle times of mean 1, patience exponential or none. */
export interface LineSetup {
  /** Time to the next arrival of the (lower) class. */
  gap(random: Random, now: number): number
  /** Poisson rate of a class that goes before it, without interrupting a service. */
  overtakersPerSecond?: number
  agents: number
  /** Agents on duty from each instant on, in order; surplus agents finish their contact. Absent: always `agents`. */
  staffing?: readonly { at: number; agents: number }[]
  leavePerSecond?: number
  /** Share of contacts that never give up. */
  patientShare?: number
}

/** What is asked of each contact of the scored class that must wait, when it joins; undefined where it is not asked. */
export type Asked = (situation: FamilySituation, clock: { now: number; busy: number }) => readonly number[] | undefined

export interface LineScore {
  waited: number
  arrived: number
  lost: number
  meanWait: number
  /** Mean squared error of each predictor asked, then of the mean wait itself (NI). */
  ase: number[]
}

interface Contact { at: number; foundAhead: number; patient: boolean; said: readonly number[] | undefined }

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

class Tally {
  waited = 0
  arrived = 0
  lost = 0
  sum = 0
  sumSquares = 0
  errors: number[] = []
  add(wait: number, said: readonly number[]): void {
    this.waited += 1
    this.sum += wait
    this.sumSquares += wait * wait
    for (const [i, seconds] of said.entries()) this.errors[i] = (this.errors[i] ?? 0) + (seconds - wait) ** 2
  }
  score(): LineScore {
    const meanWait = this.sum / this.waited
    const ase = [...this.errors.map((error) => error / this.waited), this.sumSquares / this.waited - meanWait ** 2]
    return { waited: this.waited, arrived: this.arrived, lost: this.lost, meanWait, ase }
  }
}

export interface Run { seed: number; contacts: number; warmUp: number; known?: Partial<FamilySituation>; remembered?: number; withLine?: boolean; score?: 'served' | 'patient' | 'overtakers' }

/** Runs the line until so many contacts of the class came after the warm-up, and scores what was said of those served. */
export function simulateLine(setup: LineSetup, asked: Asked, { seed, contacts, warmUp, remembered = 10, known = {}, withLine = false, score = 'served' }: Run): LineScore {
  const random = seededRandom(seed)
  const { leavePerSecond = 0, overtakersPerSecond = 0, patientShare = 0, staffing = [] } = setup
  const lines: [Contact[], Contact[]] = [[], []]
  const started: [StartedWait[], StartedWait[]] = [[], []]
  const scored = score === 'overtakers' ? 0 : 1
  let tally = new Tally()
  let now = 0
  let agents = staffing[0]?.agents ?? setup.agents
  let busy = agents
  let change = 1
  let next = setup.gap(random, 0)
  let nextOvertaker = overtakersPerSecond > 0 ? exponential(random, overtakersPerSecond) : Infinity

  const remember = (kind: 0 | 1, waitedSeconds: number, foundAhead: number): void => {
    started[kind].push({ waitedSeconds, foundAhead })
    if (started[kind].length > 2 * remembered) started[kind].splice(0, remembered)
  }
  const takeFromLines = (): void => {
    while (busy < agents) {
      const kind = lines[0].length > 0 ? 0 : 1
      const contact = lines[kind].shift()
      if (!contact) return
      busy += 1
      remember(kind, now - contact.at, contact.foundAhead)
      if (contact.said && (score !== 'patient' || contact.patient)) tally.add(now - contact.at, contact.said)
    }
  }
  const situation = (kind: 0 | 1, ahead: number): FamilySituation => {
    const head = lines[kind][0]
    const read: Mutable<FamilySituation> = { ahead, started: started[kind], ...known }
    if (head) read.headWaitedSeconds = now - head.at
    if (withLine) read.line = lines[kind].map((contact): ContactInLine => ({ waitedSeconds: now - contact.at, foundAhead: contact.foundAhead }))
    return read
  }
  const arrive = (kind: 0 | 1): void => {
    if (kind === scored) tally.arrived += 1
    if (busy < agents) {
      busy += 1
      remember(kind, 0, 0)
      return
    }
    const ahead = kind === 0 ? lines[0].length : lines[0].length + lines[1].length
    lines[kind].push({
      at: now, foundAhead: ahead, patient: patientShare > 0 && random() < patientShare,
      said: kind === scored ? asked(situation(kind, ahead), { now, busy }) : undefined,
    })
  }

  for (let left = warmUp + contacts; left > 0;) {
    const waiting = lines[0].length + lines[1].length
    const rate = busy + leavePerSecond * waiting
    const event = now + exponential(random, rate)
    const changeAt = staffing[change]?.at ?? Infinity
    // Whatever is exponential is drawn anew after anything else happened.
    const first = Math.min(event, next, nextOvertaker, changeAt)
    now = first
    if (first === next) {
      next = now + setup.gap(random, now)
      if (left === contacts) tally = new Tally()
      left -= 1
      arrive(1)
    } else if (first === nextOvertaker) {
      nextOvertaker = now + exponential(random, overtakersPerSecond)
      arrive(0)
    } else if (first === changeAt) {
      agents = staffing[change]?.agents ?? agents
      change += 1
      takeFromLines()
    } else if (random() * rate < busy) {
      busy -= 1
      takeFromLines()
    } else {
      const index = Math.floor(random() * waiting)
      const kind = index < lines[0].length ? 0 : 1
      const place = kind === 0 ? index : index - lines[0].length
      if (lines[kind][place]?.patient === false) {
        lines[kind].splice(place, 1)
        if (kind === scored) tally.lost += 1
      }
    }
  }
  return tally.score()
}
