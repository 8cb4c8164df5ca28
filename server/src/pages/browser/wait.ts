import type { Display } from '@queuecast/client-sdk/protocol'

const ownTitle = document.title
/** With which the widget marks the title when it calls somebody back; that stands until someone looks. */
const CALLING = '●'

/** Hands the token in the fragment to the widget. It stays where it is, so that reloading works. */
function follow(): void {
  const status = document.querySelector<HTMLElement & { token?: string }>('[data-status]')
  // A token has no characters that an address would change.
  const token = location.hash.slice(1)
  document.querySelector('[data-no-token]')?.toggleAttribute('hidden', token !== '')
  document.querySelector('[data-note]')?.toggleAttribute('hidden', token === '')
  document.title = ownTitle
  if (!status) return
  status.hidden = token === ''
  status.token = token
}

/** The place in the tab's title, so that it can be followed from another tab; only where the place is firm and fresh. */
function titleOf({ position, positionFirm }: Display): string {
  return position === undefined || positionFirm === false ? ownTitle : `${position} · ${ownTitle}`
}

document.querySelector('[data-status]')?.addEventListener('queue-status-change', (event) => {
  const { display } = (event as CustomEvent<{ display: Display }>).detail
  if (!document.title.startsWith(CALLING)) document.title = titleOf(display)
})
await customElements.whenDefined('queue-status')
follow()
addEventListener('hashchange', follow)
