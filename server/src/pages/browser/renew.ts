/** The server writes the page; what moves in it is fetched again while it is looked at, and what a reader opened stays open. */
const EVERY_MS = 30_000
/** Sooner while figures are being computed. */
const WAITING_MS = 4_000

async function renew(): Promise<void> {
  if (document.visibilityState === 'hidden') return
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin', cache: 'no-store' })
  // The session ran out: what stands there stays readable, with its time.
  if (answer.redirected || !answer.ok) throw new Error(String(answer.status))
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const shown of document.querySelectorAll<HTMLElement>('[data-renew]')) {
    const then = next.querySelector<HTMLElement>(`[data-renew="${shown.dataset['renew'] ?? ''}"]`)
    // A link that has the focus keeps it.
    if (!then || then.innerHTML === shown.innerHTML || shown.contains(document.activeElement)) continue
    const open = new Set([...shown.querySelectorAll<HTMLDetailsElement>('details[open]')].map((details) => details.dataset['keep']))
    for (const details of then.querySelectorAll<HTMLDetailsElement>('details')) if (open.has(details.dataset['keep'])) details.open = true
    shown.replaceChildren(...document.adoptNode(then).childNodes)
  }
}

function later(): void {
  setTimeout(() => void renew().catch(() => undefined).finally(later), document.querySelector('[data-computing]') === null ? EVERY_MS : WAITING_MS)
}
later()
