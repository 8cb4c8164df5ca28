/** Text as HTML. */
export const escapeHtml = (text: string | number): string => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A section of the report: a heading, what it says in a sentence, and its content. */
export const section = (id: string, title: string, lead: string, content: string): string =>
  `<section id="${id}"><h2>${escapeHtml(title)}</h2><p class="lead">${lead}</p>${content}</section>`

export interface HtmlColumn<Row> { head: string; cell: (row: Row) => string | number; number?: boolean }

/** Rows as a table; a cell that begins with `<` is markup already. */
export function htmlTable<Row>(rows: readonly Row[], columns: readonly HtmlColumn<Row>[]): string {
  const cls = (column: HtmlColumn<Row>): string => (column.number === true ? ' class="number"' : '')
  const cell = (content: string | number): string => (typeof content === 'string' && content.startsWith('<') ? content : escapeHtml(content))
  return `<div class="scroll"><table><thead><tr>${columns.map((column) => `<th scope="col"${cls(column)}>${escapeHtml(column.head)}</th>`).join('')}</tr></thead>`
    + `<tbody>${rows.map((row) => `<tr>${columns.map((column) => `<td${cls(column)}>${cell(column.cell(row))}</td>`).join('')}</tr>`).join('')}</tbody></table></div>`
}

/** A plot with what it shows in words, for those who do not see it. */
export const figure = (svg: string, caption: string): string => `<figure>${svg}<figcaption>${caption}</figcaption></figure>`

const minutesText = (seconds: number): string => {
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes}\u00a0min` : `${(minutes / 60).toFixed(1)}\u00a0h`
}

/** A duration as people say it. */
export const durationText = (seconds: number): string => (Math.abs(seconds) < 90 ? `${Math.round(seconds)}\u00a0s` : minutesText(seconds))

/** A local time of day, and a date with it. */
export function clockText(timeZone: string): { time: (ms: number) => string; day: (ms: number) => string } {
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone })
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone })
  return { time: (ms) => time.format(ms), day: (ms) => day.format(ms) }
}

export const percentText = (share: number): string => (Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '–')
