import { describe, expect, it } from 'vitest'
import { seededDraw } from '../forward-simulation/seeded-draw.ts'
import { levelTwoEvents } from '../testing/level-two-events.ts'
import { RecordedCenter } from '../testing/recorded-center.ts'
import { CenterLearning, type LearningState } from './center-learning.ts'
import { createLearning } from './create-learning.ts'
import { adoptLearning, type PortableLearning, portableLearning, readPortableLearning } from './portable-learning.ts'

const SETTING = { agents: 3, handleSeconds: 60, arrivalSeconds: 20, patienceSeconds: 300 }
const ran = (lastMs: number, seed: number): RecordedCenter => {
  const center = new RecordedCenter(new CenterLearning())
  for (const event of levelTwoEvents({ ...SETTING, lastMs }, seededDraw(seed))) center.event(event)
  return center
}
const through = (portable: PortableLearning): PortableLearning => readPortableLearning(JSON.parse(JSON.stringify(portable)))

describe('a learning that is carried elsewhere', () => {
  const learned = portableLearning(ran(3_600_000, 1).learning)
  it('[WF52] holds what lasts and nobody who waits or is served', () => {
    const { state } = through(learned)
    expect(Object.keys(state.queues)).toEqual(['a'])
    expect(state.inferred!.handles['a']!.samples).toBeGreaterThan(50)
    expect([state.said, state.severalQueues, state.inferred!.labels.open, state.inferred!.agents.open]).toEqual([[], [], [], []])
    expect(JSON.stringify(state)).not.toMatch(/"c\d+"/)
  })
  it('[WF52] begins another with what it knew, and the present stays', () => {
    const center = ran(900_000, 2)
    const own = center.learning.snapshot()
    const adopted = adoptLearning(center.learning, through(learned)) as CenterLearning
    const state = adopted.snapshot()
    expect(state.queues).toEqual(learned.state.queues)
    expect([state.said, state.inferred!.labels, state.inferred!.agents.open]).toEqual([own.said, own.inferred!.labels, own.inferred!.agents.open])
    for (const [id, { serving }] of own.inferred!.agents.agents) expect(adopted.inferred.agents.agent(id)!.serving).toBe(serving)
    // It goes on without counting the time between as idling.
    center.learning = adopted
    for (const event of levelTwoEvents({ ...SETTING, fromMs: 86_400_000, lastMs: 86_700_000 }, seededDraw(3))) center.event({ ...event, id: `later-${event.id}`, ...('contact' in event ? { contact: `later-${event.contact}` } : {}) } as typeof event)
    const seconds = (one: LearningState): number => one.inferred!.agents.queues.flatMap(([, gaps]) => [...gaps.spell.seconds, ...gaps.lull.seconds]).reduce((a, b) => a + b, 0)
    expect(seconds(center.learning.snapshot())).toBeLessThan(seconds(state) + 3 * 400)
  })
  it('[WF52] is refused with the field and the fix where it is something else, of another version or changed', () => {
    expect(() => readPortableLearning({})).toThrow(/learning\.format: must be "queuecast-learning"/)
    expect(() => readPortableLearning(null)).toThrow(/^learning/)
    expect(() => readPortableLearning({ ...learned, v: 2 })).toThrow(/learning\.v: must be 1/)
    const changed = structuredClone(learned)
    changed.state.center.seconds += 1
    expect(() => readPortableLearning(changed)).toThrow(/learning\.checksum/)
    expect(() => readPortableLearning(portableLearning(createLearning()))).not.toThrow()
  })
})
