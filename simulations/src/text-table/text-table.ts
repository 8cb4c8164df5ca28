/** A column: its head, and what stands in it for a row. Numbers are right-aligned. */
export interface TableColumn<Row> { head: string; cell: (row: Row) => string | number }

/** Rows as aligned plain text, one line a row, for a terminal or a committed file. */
export function textTable<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[]): string {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)))
  const widths = columns.map((column, i) => Math.max(column.head.length, ...cells.map((row) => String(row[i]).length)))
  const line = (texts: readonly (string | number)[], right: readonly boolean[]): string =>
    texts.map((text, i) => (right[i] === true ? String(text).padStart(widths[i] ?? 0) : String(text).padEnd(widths[i] ?? 0))).join('  ').trimEnd()
  const right = columns.map((_, i) => cells.length > 0 && cells.every((row) => /^[-+]?[\d.,]+( ?%)?$|^–$/.test(String(row[i]))))
  return [line(columns.map((column) => column.head), right), line(widths.map((width) => '-'.repeat(width)), right), ...cells.map((row) => line(row, right))].join('\n')
}

/** A number with a fixed count of decimals; a dash where there is none. */
export const fixed = (value: number, decimals: number): string => (Number.isFinite(value) ? value.toFixed(decimals) : '–')
/** A share as percent; a dash where there is none. */
export const percent = (share: number, decimals = 1): string => (Number.isFinite(share) ? `${(share * 100).toFixed(decimals)} %` : '–')
