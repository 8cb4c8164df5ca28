import type { BoardView, QueueRow } from '../view/board-view.ts'
import type { Words } from '../view/words.ts'

const CELLS = ['waiting', 'longest', 'joinNow', 'staffed', 'feed'] as const

/** Writes only what differs, so that nothing is read out or drawn anew for nothing. */
export function write(element: Element | null | undefined, text: string, className = ''): void {
  if (!element) return
  if (element.textContent !== text) element.textContent = text
  if (element.className !== className) element.className = className
}

function newRow(queue: string, words: Words, withService: boolean): HTMLTableRowElement {
  const row = document.createElement('tr')
  row.setAttribute('role', 'row')
  row.dataset['queue'] = queue
  const head = document.createElement('th')
  head.setAttribute('role', 'rowheader')
  head.scope = 'row'
  const name = document.createElement('span')
  name.dataset['cell'] = 'name'
  const about = document.createElement('small')
  about.dataset['cell'] = 'about'
  head.append(name, ' ', about)
  row.append(head)
  for (const cell of CELLS) {
    const data = document.createElement('td')
    data.setAttribute('role', 'cell')
    data.dataset['label'] = words[cell]
    data.dataset['cell'] = cell
    row.append(data)
  }
  if (withService) {
    const service = document.createElement('td')
    service.setAttribute('role', 'cell')
    service.dataset['label'] = words.service
    service.dataset['cell'] = 'service'
    service.textContent = '–'
    row.append(service)
  }
  return row
}

function fillRow(row: Element, queue: QueueRow): void {
  const cell = (name: string): Element | null => row.querySelector(`[data-cell="${name}"]`)
  write(cell('name'), queue.name)
  write(cell('about'), `${queue.channel} · ${queue.state}`)
  write(cell('waiting'), queue.waiting)
  write(cell('longest'), queue.longest)
  write(cell('joinNow'), queue.joinNow, queue.known ? '' : 'unknown')
  write(cell('staffed'), queue.staffed)
  write(cell('feed'), queue.feedText, queue.feed)
}

/** Puts a board where the server's first one stands; rows keep their place, so that an eye can rest on one. */
export function showBoard(section: HTMLElement, view: BoardView, words: Words): void {
  const body = section.querySelector('tbody')
  if (!body) return
  const rows = new Map([...body.children].map((row) => [row instanceof HTMLElement ? row.dataset['queue'] : undefined, row]))
  const withService = section.querySelector('[data-column="service"]') !== null
  for (const queue of view.queues) {
    const row = rows.get(queue.queue) ?? newRow(queue.queue, words, withService)
    rows.delete(queue.queue)
    fillRow(row, queue)
    if (row.parentElement !== body) body.append(row)
  }
  for (const row of rows.values()) row.remove()
  section.querySelector('[data-empty]')?.toggleAttribute('hidden', view.queues.length > 0)
  const feeds = section.querySelector('[data-feeds]')
  feeds?.replaceChildren(...view.feeds.map((feed) => {
    const item = document.createElement('li')
    item.className = feed.state
    const name = document.createElement('b')
    name.textContent = feed.feed
    item.append(name, ` ${feed.text}`)
    return item
  }))
  const alerts = section.querySelector('[data-alerts]')
  // An alert that stands is not read out again.
  if (alerts && [...alerts.children].map(({ textContent }) => textContent).join('\n') !== view.alerts.join('\n')) {
    alerts.replaceChildren(...view.alerts.map((alert) => {
      const item = document.createElement('p')
      item.textContent = alert
      return item
    }))
  }
}
