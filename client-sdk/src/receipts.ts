import { compareOrder } from './protocol/index.ts'
import type { Display, Told, ToldLevel } from './protocol/index.ts'

export interface Receipts {
  /** Says that `display` got as far as `level`; each level of each display is said once. */
  tell(display: Display, level: ToldLevel): void
  /** A connection is live: says what could not be said before. Latest-only, like the displays. */
  retell(): void
}

/** Keeps what was said of the newest display, so that nothing is said twice and nothing of it is lost (PR8). `send` answers whether it could. */
export function createReceipts(send: (told: Told) => boolean): Receipts {
  let about: { display: Display; said: Set<ToldLevel>; unsaid: Set<ToldLevel> } | undefined

  function say(level: ToldLevel): void {
    if (about === undefined || about.said.has(level)) return
    const sent = send({ seq: about.display.seq, level, via: 'sdk' })
    about.unsaid.delete(level)
    ;(sent ? about.said : about.unsaid).add(level)
  }

  return {
    tell(display, level) {
      const order = about === undefined ? 1 : compareOrder(display, about.display)
      if (order < 0) return
      if (order > 0) about = { display, said: new Set(), unsaid: new Set() }
      say(level)
    },
    retell() {
      for (const level of Array.from(about?.unsaid ?? [])) say(level)
    },
  }
}
