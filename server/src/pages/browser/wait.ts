/** Hands the token in the fragment to the widget. It stays where it is, so that reloading works. */
function follow(): void {
  const status = document.querySelector<HTMLElement & { token?: string }>('[data-status]')
  // A token has no characters that an address would change.
  const token = location.hash.slice(1)
  document.querySelector('[data-no-token]')?.toggleAttribute('hidden', token !== '')
  document.querySelector('[data-note]')?.toggleAttribute('hidden', token === '')
  if (!status) return
  status.hidden = token === ''
  status.token = token
}

await customElements.whenDefined('queue-status')
follow()
addEventListener('hashchange', follow)
