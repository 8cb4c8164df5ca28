import type { DisplayFold } from '../figures.ts'
import { restoreDisplayFold } from '../display-fold.ts'

/** The fold as a store gives it back: text only. */
export function restarted(display: DisplayFold): DisplayFold {
  const { json, sheets } = display.parts()
  return restoreDisplayFold(JSON.parse(JSON.stringify(json)), new Map(sheets.map(({ name, lend }) => [name, lend()()])))
}
