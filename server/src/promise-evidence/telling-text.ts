import { NO_WAY, type Telling, type Told } from './telling.ts'

type Rest = Partial<Told> & { queue?: string }
/** What almost everything told has; `rest` is left out where there is none. */
type Text = [
  atMs: number, seq: number, promiseMadeAtMs: number, answeredUntil: number, queue: string | null, position: number | null,
  boundSeconds: number | null, deadlineMs: number | null, share: number | null, p50Seconds: number | null, p90Seconds: number | null, rest?: Rest,
]

/** What a contact was told, as text: a third of the memory of the objects, and one string for the garbage collector. */
export function tellingText({ items, watchedFrom }: Telling): string {
  const texts = items.map(textOf)
  return JSON.stringify(watchedFrom === undefined ? texts : [watchedFrom, ...texts])
}

/** The telling whose text this is. */
export function tellingFromText(text: string): Telling {
  const [first, ...rest] = JSON.parse(text) as [number, ...Text[]] | Text[]
  if (typeof first === 'number') return { items: (rest as Text[]).map(toldOf), watchedFrom: first }
  return { items: (first === undefined ? [] : [first, ...rest as Text[]]).map(toldOf) }
}

function textOf({ atMs, seq, promiseMadeAtMs, answeredUntil, queue, position, boundSeconds, deadlineMs, share, p50Seconds, p90Seconds, levelAtMs, via, ...others }: Told): Text {
  const rest: Rest = others
  if (Object.keys(levelAtMs).length > 0) rest.levelAtMs = levelAtMs
  if (via !== NO_WAY) rest.via = via
  const text: Text = [
    atMs, seq, promiseMadeAtMs, answeredUntil, queue ?? null, position ?? null, boundSeconds ?? null, deadlineMs ?? null, share ?? null, p50Seconds ?? null, p90Seconds ?? null,
  ]
  if (Object.keys(rest).length > 0) text.push(rest)
  return text
}

function toldOf([atMs, seq, promiseMadeAtMs, answeredUntil, queue, position, boundSeconds, deadlineMs, share, p50Seconds, p90Seconds, rest]: Text): Told {
  return {
    atMs, levelAtMs: {}, via: NO_WAY, seq, promiseMadeAtMs, answeredUntil,
    ...(queue === null ? {} : { queue }), ...(position === null ? {} : { position }), ...(boundSeconds === null ? {} : { boundSeconds }),
    ...(deadlineMs === null ? {} : { deadlineMs }), ...(share === null ? {} : { share }), ...(p50Seconds === null ? {} : { p50Seconds }),
    ...(p90Seconds === null ? {} : { p90Seconds }), ...rest,
  }
}
