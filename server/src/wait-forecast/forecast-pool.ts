import type { OrderKey } from '../contact-center/index.ts'
import { inferredWaits } from './correction/inferred-waits.ts'
import { aheadAtPlace, aheadOf, type CompetingLine, countedAgain } from './ahead.ts'
import { risingKnots } from './curve.ts'
import type { ClassCurve, PoolForecast, UnknownClass, WaitAtPlace } from './forecast.ts'
import type { ForecastPool } from './forecaster-contract.ts'
import { knotPlaces } from './knot-places.ts'
import { toldWaits } from './forward-simulation/told-waits.ts'
import { createLawShelf } from './laws/law-shelf.ts'
import { CenterLearning } from './learning/center-learning.ts'
import { lineClasses } from './line-classes.ts'
import { choosePrediction } from './predictors/choose.ts'
import { closedOrUnstaffed, queuesOf, situationOf } from './situation.ts'
import { competition } from './staffing.ts'

/** More contacts that wait in several queues than these get no own row; they count in each line. */
const MOST_IN_SEVERAL = 500

/**
 * Forecasts a pool (see the contract). Throws where `learning` is not this room's. A pool that is gone, or has no queues,
 * gets an empty forecast.
 */
export const forecastPool: ForecastPool = (live, learning, poolId, tickMs, effort) => {
  if (!(learning instanceof CenterLearning)) throw new TypeError('learning: must come from createLearning or restoreLearning')
  const forecast: PoolForecast = { center: live.config.id, pool: poolId, tickMs, classes: [], contacts: [] }
  const pool = live.pool(poolId)
  if (!pool) return forecast

  const queues = queuesOf(pool, live)
  const ids = queues.map((queue) => queue.id)
  const laws = createLawShelf()
  const learned = learning.ofPool(ids, tickMs)
  const inSeveral = learning.inSeveral(ids)
  const several = inSeveral.length > MOST_IN_SEVERAL ? [] : inSeveral
  const best = new Map<string, WaitAtPlace>()
  const inferred = inferredWaits(pool, live, learning, tickMs, effort)
  const told = toldWaits(pool, queues, learning, several, tickMs, effort)

  for (const [index, queue] of queues.entries()) {
    const queueSituation = situationOf(queue, pool, learned, learning, tickMs)
    const shares = queueSituation.situation.staffing ? competition(pool, queue.id) : undefined
    const lines: CompetingLine[] = queues.map((other) => ({ line: other.line, share: shares?.[pool.queues.indexOf(other.id)] ?? 1 }))
    const again = several.length > 0 ? countedAgain(several, ids, lines, live) : []
    const ahead = (key: OrderKey): number => aheadOf(key, lines, again)
    const calibrate = learning.calibrationOf(queue.id)
    const unknown = closedOrUnstaffed(queue, queueSituation)

    for (const one of lineClasses(queue.line, learning.lowestPriority(queue.id))) {
      const overtakersPerSecond = learning.overtakersPerSecond(ids, one.priority, tickMs)
      const prediction = unknown ? { unknown } : choosePrediction({ ...queueSituation.situation, overtakersPerSecond }, laws)
      if ('unknown' in prediction) {
        forecast.classes.push({ queue: queue.id, priority: one.priority, unknown: prediction.unknown } satisfies UnknownClass)
        continue
      }
      const free = queueSituation.situation.staffing?.freeSlots ?? 0
      const waitBehind = (contacts: number): WaitAtPlace =>
        contacts < free ? prediction.waitBehind(contacts) : calibrate(prediction.waitBehind(contacts), contacts)
      const places = knotPlaces(queue.line.length, [queue.line.length, queue.line.length + 1, one.first, one.last, one.last + 1])
      const analytic = (place: number): WaitAtPlace => prediction.waitBehind(aheadAtPlace(place, one, queue.line, ahead))
      const knots = risingKnots(places, (place) => {
        const contacts = aheadAtPlace(place, one, queue.line, ahead)
        const simulated = contacts < free ? undefined : told?.at(index, one, place, analytic) ?? inferred?.at(queue.id, one, place)
        return simulated ? calibrate(simulated, contacts) : waitBehind(contacts)
      })
      const basedOn = told || inferred ? 'simulation' : prediction.basedOn
      const joiner = inferred?.credited(queue.id, one)
      const credited = joiner && calibrate(joiner.wait, ahead({ priority: one.priority, sinceMs: joiner.sinceMs, contact: '~' }))
      forecast.classes.push({
        queue: queue.id, priority: one.priority, basedOn, inputs: prediction.inputs, knots, ...(credited && { credited: { place: one.last + 1, ...credited } }),
      } satisfies ClassCurve)
      for (const { key } of again) {
        if (key.priority !== one.priority || live.place(key.contact, queue.id) === undefined) continue
        const simulated = told?.contact(key.contact)
        const wait = simulated ? calibrate(simulated, ahead(key)) : waitBehind(ahead(key))
        const known = best.get(key.contact)
        if (!known || wait.meanSeconds < known.meanSeconds) best.set(key.contact, wait)
      }
    }
  }
  for (const [contact, wait] of best) forecast.contacts.push({ contact, wait })
  return forecast
}
