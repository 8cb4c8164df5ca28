/** The server writes the page; it is fetched again while it is looked at, and what a reader opened stays open. */
const EVERY_MS = 5_000

async function renew(): Promise<void> {
  if (document.visibilityState === 'hidden') return
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin' })
  if (answer.redirected) {
    // The session ran out.
    location.assign(answer.url)
    return
  }
  if (!answer.ok) throw new Error(String(answer.status))
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-feeds-page]')
  const shown = document.querySelector('[data-feeds-page]')
  if (!next || !shown || next.innerHTML === shown.innerHTML) return
  const open = new Set([...shown.querySelectorAll<HTMLDetailsElement>('details[open]')].map((details) => details.dataset['keep']))
  const focused = document.activeElement?.closest<HTMLElement>('details')?.dataset['keep']
  for (const details of next.querySelectorAll<HTMLDetailsElement>('details')) details.open = open.has(details.dataset['keep'])
  shown.replaceChildren(...next.childNodes)
  if (focused !== undefined) [...shown.querySelectorAll<HTMLElement>('details')].find((details) => details.dataset['keep'] === focused)?.querySelector('summary')?.focus({ preventScroll: true })
}

function later(): void {
  setTimeout(() => {
    renew().then(() => document.body.removeAttribute('data-old'), () => document.body.setAttribute('data-old', '')).finally(later)
  }, EVERY_MS)
}
later()
