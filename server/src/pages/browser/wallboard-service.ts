import { write } from './board-rows.ts'

const LOOK_AGAIN_MS = 60_000

/** The service level of the day is computed from evidence, not live: the page is asked again now and then for it. */
export function keepService(): void {
  if (document.querySelector('body.wall') === null) return
  setInterval(() => void renew().catch(() => undefined), LOOK_AGAIN_MS)
}

async function renew(): Promise<void> {
  const answer = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(15_000) })
  if (!answer.ok || answer.redirected) return
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const cell of document.querySelectorAll<HTMLElement>('td[data-cell="service"]')) {
    const queue = CSS.escape(cell.closest<HTMLElement>('[data-queue]')?.dataset['queue'] ?? '')
    const then = next.querySelector(`[data-queue="${queue}"] td[data-cell="service"]`)
    if (then) write(cell, then.textContent ?? '')
  }
}
