import type { BoardView } from './board-view.ts'
import type { StatusWords } from './status-words.ts'
import { fill } from './words.ts'

/** One sentence about the shortest way now, with the phone beside it; empty where none is named. */
export function wayText(named: string | undefined, view: BoardView | undefined, words: StatusWords): string {
  const queue = named === undefined ? undefined : view?.queues.find((one) => one.queue === named)
  return queue === undefined ? '' : `${fill(words.quicker, { name: queue.name, time: queue.joinNow })} ${words.phoneToo}`
}
