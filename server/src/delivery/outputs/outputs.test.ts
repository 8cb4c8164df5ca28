import type { Display } from '@queuecast/client-sdk/protocol'
import { describe, expect, it } from 'vitest'
import { displayAs } from '../http/display-as.ts'
import { spokenDisplay } from '../ivr/testing/spoken-displays.ts'
import { adaHandoffQueue, agentAvailability, nextNotice, queuePosition, realtimeStatistics, waitingRoom } from './index.ts'

const unknown: Display['wait'] = { known: false, reason: 'stale-feed' }
const bound = (boundSeconds: number): Display['wait'] => ({ known: true, boundSeconds, share: 0.9, p10Seconds: 1, p50Seconds: 2, p90Seconds: 3, basedOn: 'other' })
const sentence = 'U bent nummer 3. Waarschijnlijk bent u binnen 4 minuten aan de beurt.'

describe('figures for other platforms', () => {
  it('[OU1] a known bound and a firm place stand where the platform wants them', () => {
    expect(adaHandoffQueue(spokenDisplay())).toEqual({ unit: 'time', amount: 240 })
    expect(agentAvailability(spokenDisplay())).toEqual({ estimated_wait_time: 4, position_in_queue: 3, message: sentence })
    expect(queuePosition(spokenDisplay())).toEqual({ queuePosition: 3, estimatedWaitTimeSec: 240 })
    expect(realtimeStatistics(spokenDisplay())).toEqual({
      'estimated-wait-time': { results: { time: 240, unit: 'time' } }, 'current-position-in-queue': { results: { count: 3, unit: 'count' } },
    })
    expect(waitingRoom(spokenDisplay())).toEqual({ cfWaitingRoom: {
      inWaitingRoom: true, waitTime: 4, waitTimeKnown: true, waitTimeFormatted: expect.stringContaining('4 min'), queueIsFull: false, queueAll: false,
      lastUpdated: '2026-11-22T10:00:00.000Z', refreshIntervalSeconds: 15,
    } })
  })

  it('[OU1] what is not known is said to be unknown, and a place that may rise is not said', () => {
    const display = spokenDisplay({ wait: unknown, positionFirm: false, text: { lang: 'nl', sentence: 'We weten het niet.' } })
    expect(adaHandoffQueue(display)).toEqual({ unit: 'unknown' })
    expect(agentAvailability(display)).toEqual({ message: 'We weten het niet.' })
    expect(queuePosition(display)).toEqual({})
    expect(realtimeStatistics(display)['estimated-wait-time'].results.time).toBeNull()
    expect(waitingRoom(display).cfWaitingRoom).toMatchObject({ waitTimeKnown: false, waitTimeFormatted: '' })
  })

  it('[OU1] who is answered waits no more, whatever figures the display still has', () => {
    const display = spokenDisplay({ state: 'answered' })
    expect(adaHandoffQueue(display)).toEqual({ unit: 'unknown' })
    expect(queuePosition(display)).toEqual({})
    expect(waitingRoom(display).cfWaitingRoom).toMatchObject({ inWaitingRoom: false, waitTimeKnown: false })
  })

  it('[OU1] Ada counts people ahead, and cannot say nobody', () => {
    expect(adaHandoffQueue(spokenDisplay({ wait: unknown }))).toEqual({ unit: 'position', amount: 2 })
    expect(adaHandoffQueue(spokenDisplay({ wait: unknown, position: 1 }))).toEqual({ unit: 'unknown' })
  })

  it.each([[1, 1], [59, 1], [60, 1], [61, 2], [5400, 90]])('[OU2] %i seconds are %i minutes', (seconds, minutes) => {
    expect(agentAvailability(spokenDisplay({ wait: bound(seconds) })).estimated_wait_time).toBe(minutes)
    expect(waitingRoom(spokenDisplay({ wait: bound(seconds) })).cfWaitingRoom.waitTime).toBe(minutes)
  })

  it.each(['revision', 'notice', 'offer'] as const)('[OU3] a %s is told with the sentence, in the place of figures', (more) => {
    const display = spokenDisplay({ text: { lang: 'nl', sentence, [more]: 'En nog iets.' } })
    expect(agentAvailability(display)).toEqual({ message: `${sentence} En nog iets.` })
  })

  it('[OU4] a message holds all that must be told: what a receipt for it says was told', () => {
    const display = spokenDisplay({ revision: { fromSeconds: 180, toSeconds: 240 }, text: { lang: 'nl', sentence, revision: 'Het duurt langer.', notice: 'Storing.', offer: 'Bel terug?' } })
    expect(nextNotice(display, new Set())).toEqual({ kind: 'receipt', text: `Het duurt langer.\n${sentence}\nStoring.\nBel terug?` })
    expect(nextNotice(display, new Set(['receipt']))).toMatchObject({ kind: 'revision' })
    expect(nextNotice({ ...display, position: 2 }, new Set(['receipt', 'revision']))).toMatchObject({ kind: 'nearly' })
    expect(nextNotice(display, new Set(['receipt', 'revision']))).toBeUndefined()
  })

  it('is chosen by media type', () => {
    expect(displayAs(spokenDisplay(), 'application/vnd.queuecast.ada+json')).toEqual({ contentType: 'application/vnd.queuecast.ada+json', body: '{"unit":"time","amount":240}' })
  })
})
