import { byBucket, byHour, coverage, type Coverage, LEAST_CASES } from '../accuracy/index.ts'
import { draw, INK, Plot } from './draw.ts'
import { figure, section } from './markup.ts'
import type { ReportData } from './report-data.ts'

const FEW = 30

/** Whether ranges are true: the share of waits under each told quantile, by place and by hour. */
export function coverageSection({ rows, timeZone }: ReportData): string {
  const places = coverage(rows, byBucket).map((one) => ({ ...one, group: one.group.replace('ahead ', '') }))
  const hours = coverage(rows, byHour)
  return section('coverage', 'Are the ranges true?',
    'When a wait is said to be “within four minutes, nine times in ten”, nine in ten must be. The upper dots should lie on the 90 % line, the middle ones (“as likely sooner as later”) on 50 %, the lower ones on 10 %. A hollow dot rests on fewer than 300 cases and may be off by chance.',
    `<div class="two">${figure(plot(places, 'contacts ahead →', 'Coverage by contacts ahead'), 'By how many were ahead when it was said.')}`
    + `${figure(plot(hours, 'hour of the day →', 'Coverage by hour'), `By hour of the day (${timeZone}).`)}</div>`)
}

function plot(groups: readonly Coverage[], label: string, title: string): string {
  const dots = groups.filter(({ n }) => n >= FEW).flatMap(({ group, n, under10, under50, under90 }) =>
    [{ level: 'p90', share: under90 / n }, { level: 'p50', share: under50 / n }, { level: 'p10', share: under10 / n }].map((one) => ({ group, n, ...one, share: 100 * one.share })))
  const enough = (one: { n: number }): boolean => one.n >= LEAST_CASES
  return draw(title, {
    width: 520, height: 320, marginRight: 20,
    x: { label, type: 'point', domain: groups.map(({ group }) => group), tickFormat: (group: string) => group.replace(' h', '') }, y: { label: '↑ true waits at or under it, %', domain: [0, 100], grid: true },
    marks: [
      ...[10, 50, 90].map((y) => Plot.ruleY([y], { stroke: INK.faint, strokeDasharray: '4 4' })),
      Plot.line(dots, { x: 'group', y: 'share', z: 'level', stroke: INK.ours, strokeOpacity: 0.35 }),
      Plot.dot(dots.filter(enough), { x: 'group', y: 'share', r: 4.5, fill: INK.ours }),
      Plot.dot(dots.filter((one) => !enough(one)), { x: 'group', y: 'share', r: 4, stroke: INK.ours, fill: 'var(--paper)' }),
    ],
  })
}
