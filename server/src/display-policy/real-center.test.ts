import { describe, expect, it } from 'vitest'
import { Bench, T0 } from '../contact-center/testing/builders.ts'
import { createDisplayFold } from './display-fold.ts'
import type { DisplayFold } from './figures.ts'
import { flat, forecastOf, perPlace } from './testing/curves.ts'
import { restarted } from './testing/restarted.ts'

/** The real contact center with the display behind it, as the pipeline joins them. */
class Arrow {
  readonly bench = new Bench()
  display: DisplayFold = createDisplayFold()

  /** Folds what the bench was just given, and its ticks up to this second. */
  pass(toSecond: number): void {
    this.display.observe(this.bench.fold.takeChanges(), this.bench.fold)
    for (let second = Math.ceil((this.bench.fold.nowMs - T0) / 1000); second <= toSecond; second += 1) {
      this.bench.tick(second)
      this.display.observe(this.bench.fold.takeChanges(), this.bench.fold)
      this.display.tick(T0 + second * 1000, this.bench.fold)
    }
  }
  figure(contact: string) {
    return this.display.figure(contact, this.bench.fold)
  }
}

describe('with the real contact center', () => {
  it('[DP19] [CC46] a feed\'s clock that is set back changes nothing of how long those before it and those after it are said to have waited', () => {
    const arrow = new Arrow()
    for (let second = 0; second < 100; second += 1) arrow.bench.queue(`a${second}`, second)
    for (let second = 100; second < 110; second += 1) arrow.bench.at(second - 20, { type: 'contact.queued', contact: `b${second}`, queue: 'support' }, { loggedAt: second })
    arrow.pass(115)
    expect(['a0', 'a79', 'b100', 'b109'].map((contact) => arrow.figure(contact).waitedSeconds)).toEqual([115, 36, 15, 6])
  })

  it('[DP9] of a contact that is over and never was shown anything, nothing is kept; it may come back all the same', () => {
    const arrow = new Arrow()
    const kept = (): string[] => (arrow.display.parts().json as { promises: { kept: [string, unknown][] } }).promises.kept.map(([contact]) => contact)
    arrow.bench.queue('seen', 0).queue('unseen', 0).queue('gone', 0)
    arrow.pass(1)
    arrow.display.forecast(forecastOf(T0 + 1000, [flat(50, 100)]), arrow.bench.fold)
    arrow.display.receipt('seen', 'served', arrow.bench.fold)
    for (const contact of ['seen', 'unseen']) arrow.bench.at(2, { type: 'contact.answered', contact, agent: contact })
    arrow.pass(2)
    for (const contact of ['seen', 'unseen']) arrow.bench.at(3, { type: 'contact.handled', contact, agent: contact })
    arrow.bench.at(3, { type: 'contact.abandoned', contact: 'gone' })
    arrow.pass(60)
    expect(kept()).toEqual(['gone', 'seen', 'unseen'])
    arrow.pass(64)
    expect([kept(), arrow.display.isWatched('seen')]).toEqual([['gone', 'seen'], true])
    arrow.bench.queue('unseen', 70)
    arrow.pass(71)
    arrow.display.forecast(forecastOf(T0 + 71_000, [flat(50, 100)]), arrow.bench.fold)
    expect(arrow.figure('unseen')).toMatchObject({ state: 'waiting', wait: { known: true } })
  })

  it('[DP13] shows place and bound through a contact\'s life', () => {
    const arrow = new Arrow()
    arrow.bench.queue('a', 0.2).queue('b', 0.4)
    arrow.pass(1)
    expect(arrow.figure('b')).toMatchObject({ state: 'waiting', position: 2, positionFirm: true, wait: { known: false, reason: 'not-yet' } })
    expect(arrow.display.poolsDue(T0 + 1000, arrow.bench.fold)).toEqual(['support'])
    arrow.display.forecast(forecastOf(T0 + 1000, [perPlace(60, 110)]), arrow.bench.fold)
    expect(arrow.figure('b')).toMatchObject({ position: 2, wait: { known: true, boundSeconds: 240 } })
    arrow.bench.queue('c', 1.5)
    arrow.pass(2)
    expect(arrow.figure('c')).toMatchObject({ position: 3, wait: { known: true, boundSeconds: 360 } })
    arrow.bench.at(2.5, { type: 'contact.ringing', contact: 'a', agent: 'ann' })
    arrow.pass(3)
    expect(arrow.figure('a')).toMatchObject({ state: 'connecting', position: 1 })
    arrow.bench.at(3.5, { type: 'contact.answered', contact: 'a', agent: 'ann' })
    arrow.pass(4)
    expect(arrow.figure('a')).toMatchObject({ state: 'answered', queue: 'support' })
    expect(arrow.figure('b')).toMatchObject({ position: 1, wait: { boundSeconds: 240 } })
    arrow.bench.at(4.5, { type: 'contact.abandoned', contact: 'b' }).at(200, { type: 'contact.handled', contact: 'a', agent: 'ann' })
    arrow.pass(200)
    expect([arrow.figure('a').state, arrow.figure('b').state]).toEqual(['answered', 'left'])
  })

  it('[DP9] carries the promise into the contact that follows, under both ids', () => {
    const arrow = new Arrow()
    arrow.bench.queue('old', 0)
    arrow.pass(1)
    arrow.display.forecast(forecastOf(T0 + 1000, [flat(100, 200)]), arrow.bench.fold)
    arrow.display.receipt('old', 'received', arrow.bench.fold)
    arrow.bench.queue('new', 1.5, { follows: { contact: 'old' } })
    arrow.pass(2)
    expect(arrow.figure('old')).toEqual(arrow.figure('new'))
    expect(arrow.figure('new')).toMatchObject({ state: 'waiting', wait: { boundSeconds: 240 } })
    expect([arrow.display.isWatched('old'), arrow.display.isWatched('new')]).toEqual([true, true])
  })

  it('[DP17] goes silent with its feed, and [DP24] so does its twin from a snapshot', () => {
    const arrow = new Arrow()
    arrow.bench.queue('a', 0)
    arrow.pass(1)
    for (let second = 1; second <= 400; second += 1) {
      arrow.display.forecast(forecastOf(T0 + second * 1000, [flat(500, 1000)]), arrow.bench.fold)
      if (second === 100) arrow.display = restarted(arrow.display)
      arrow.pass(second + 1)
      if (second === 290) expect(arrow.figure('a').wait.known).toBe(true)
    }
    expect(arrow.figure('a')).toMatchObject({ state: 'waiting', wait: { known: false, reason: 'stale-feed' } })
    expect(arrow.figure('a')).not.toHaveProperty('position')
  })
})
