/** An element that pages may style as `::part(name)`. */
export function part<K extends keyof HTMLElementTagNameMap>(tag: K, name: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.setAttribute('part', name)
  return element
}

/** A button of that part, or of the generic part `button`. */
export function button(name: string, onClick: () => void): HTMLButtonElement {
  const element = part('button', `button ${name}`)
  element.type = 'button'
  element.addEventListener('click', onClick)
  return element
}

/** Writes only what changed: a screen reader hears each write. */
export function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
