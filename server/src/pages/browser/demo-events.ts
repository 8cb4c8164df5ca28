const KEEP = 60

interface Line { atMs: number; type: string; contact?: string; queue?: string; agent?: string; state?: string }

function item(line: Line): HTMLLIElement {
  const entry = document.createElement('li')
  const time = document.createElement('time')
  time.dateTime = new Date(line.atMs).toISOString()
  time.textContent = new Date(line.atMs).toLocaleTimeString(document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang)
  const type = document.createElement('b')
  type.textContent = line.type
  entry.append(time, ' ', type, ' ', [line.contact, line.queue, line.agent, line.state].filter((part) => part !== undefined).join(' · '))
  return entry
}

/** Lists events as they come in, the newest on top, the latest few only. */
export function showEvents(address: string, saysMore: (skipped: number) => string): void {
  const list = document.querySelector('[data-events]')
  const none = document.querySelector('[data-no-events]')
  const connect = document.querySelector<HTMLDetailsElement>('[data-connect]')
  const source = new EventSource(address)
  let connections = 0
  let fed = false
  source.addEventListener('open', () => {
    connections += 1
    // A new connection begins with the newest lines again.
    if (connections > 1) list?.replaceChildren()
  })
  source.addEventListener('events', ({ data }) => {
    const { lines, skipped } = JSON.parse(data as string) as { lines: Line[]; skipped: number }
    if (!list || lines.length === 0) return
    none?.toggleAttribute('hidden', true)
    // It did its work; whoever opens it again keeps it open.
    if (connect && !fed) connect.open = false
    fed = true
    if (skipped > 0) {
      const more = document.createElement('li')
      more.textContent = saysMore(skipped)
      list.prepend(more)
    }
    for (const line of lines) list.prepend(item(line))
    while (list.children.length > KEEP) list.lastElementChild?.remove()
  })
}
