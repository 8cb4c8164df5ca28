import { TOLD_CLASSES, type ToldClass } from './scores.ts'

/** What was told against what happened. Errors are bound − actual remaining wait, seconds; a figure without data is absent. */
export interface ToldAccuracy {
  /** Contacts whose outcome shows whether they were told the truth. */
  n: number
  /** Share of contacts for whom every bound was kept. */
  keptShare?: number
  /** Number of bounds, and the share of them that was kept. */
  bounds: number
  coverage?: number
  /** Bounds to contacts that left before the deadline: they say nothing. */
  unknownOutcome: number
  meanAbsoluteErrorSeconds?: number
  rootMeanSquareErrorSeconds?: number
  biasSeconds?: number
  /** Bounds ÷ actual remaining waits. */
  tightness?: number
  /** Revisions upward, and contacts that had one. */
  revisions: number
  revised: number
  /** Places told, less one, against people truly served before. */
  places: { n: number; exactShare?: number; meanAbsoluteError?: number; bias?: number }
}

export interface DayDifference { date: string; queue?: string; figure: 'offered' | 'answered' | 'abandoned'; ours: number; theirs: number; difference: number }

export interface Accuracy extends Record<ToldClass, ToldAccuracy> {
  from: string
  to: string
  queue?: string
  contacts: { offered: number; answered: number; abandoned: number; refused: number; otherwise: number; meanWaitSeconds?: number }
  measured: { openSeconds: number; measuredSeconds: number; share?: number }
  /** The center's own totals beside ours, where it sent any. */
  totals: DayDifference[]
}

export interface DailyFigure { day: string; field: string; value: number }

/** The figures of some days, of one queue or of all, out of the daily rollups. */
export function accuracyOf(figures: readonly DailyFigure[], { from, to, queue }: { from: string; to: string; queue?: string }): Accuracy {
  const sums = new Map<string, number>()
  for (const { field, value } of figures) {
    const [of = '', figure = ''] = field.split('|')
    if (queue === undefined || queue === of) sums.set(figure, (sums.get(figure) ?? 0) + value)
  }
  const sum = (figure: string): number => sums.get(figure) ?? 0
  const byClass = Object.fromEntries(TOLD_CLASSES.map((as) => [as, told((figure) => sum(`${as}.${figure}`))])) as Record<ToldClass, ToldAccuracy>
  const answered = sum('answered')
  const openSeconds = sum('openSeconds')
  return {
    from, to, ...(queue === undefined ? {} : { queue }), ...byClass,
    contacts: {
      offered: sum('offered'), answered, abandoned: sum('abandoned'), refused: sum('refused'), otherwise: sum('otherwise'),
      ...share('meanWaitSeconds', sum('waited'), answered),
    },
    measured: { openSeconds, measuredSeconds: sum('measuredSeconds'), ...share('share', sum('measuredSeconds'), openSeconds) },
    totals: differences(figures, queue),
  }
}

const share = <K extends string>(name: K, part: number, of: number): Partial<Record<K, number>> => (of === 0 ? {} : { [name]: part / of } as Record<K, number>)

function told(sum: (figure: string) => number): ToldAccuracy {
  const answered = sum('answered')
  const places = sum('places')
  return {
    n: sum('contacts'), ...share('keptShare', sum('kept'), sum('contacts')), bounds: sum('bounds'), ...share('coverage', sum('covered'), sum('bounds')),
    unknownOutcome: sum('censored'), ...share('meanAbsoluteErrorSeconds', sum('absolute'), answered),
    ...(answered === 0 ? {} : { rootMeanSquareErrorSeconds: Math.sqrt(sum('square') / answered) }),
    ...share('biasSeconds', sum('error'), answered), ...share('tightness', sum('bound'), sum('actual')),
    revisions: sum('revisions'), revised: sum('revised'),
    places: { n: places, ...share('exactShare', sum('placesExact'), places), ...share('meanAbsoluteError', sum('placeAbsolute'), places), ...share('bias', sum('placeError'), places) },
  }
}

/** Each total that the center sent, beside the same figure of ours. */
function differences(figures: readonly DailyFigure[], only: string | undefined): DayDifference[] {
  const known = new Map(figures.map(({ day, field, value }) => [`${day} ${field}`, value]))
  const ours = (date: string, queue: string, figure: string): number => (queue !== '' ? known.get(`${date} ${queue}|${figure}`) ?? 0
    : figures.filter(({ day, field }) => day === date && field.endsWith(`|${figure}`)).reduce((sum, { value }) => sum + value, 0))
  return figures.flatMap(({ day: date, field, value: theirs }): DayDifference[] => {
    const [queue = '', name = ''] = field.split('|')
    const figure = (['offered', 'answered', 'abandoned'] as const).find((one) => name === `acd.${one}`)
    if (figure === undefined || (only !== undefined && queue !== only)) return []
    const own = ours(date, queue, figure)
    return [{ date, ...(queue === '' ? {} : { queue }), figure, ours: own, theirs, difference: own - theirs }]
  })
}
