import type { Board } from '@queuecast/client-sdk/protocol'
import { io } from 'socket.io-client'
import { boardView, type BoardView, type QueueRow } from '../view/board-view.ts'
import { timeOfDay } from '../view/durations.ts'
import { fill, type Words, wordsOf } from '../view/words.ts'

/** Boards come at least every five seconds; without one for this long what stands there is old. */
const SILENT_MS = 15_000
const CELLS = ['waiting', 'longest', 'joinNow', 'staffed', 'feed'] as const

function write(element: Element | null | undefined, text: string, className = ''): void {
  if (!element) return
  if (element.textContent !== text) element.textContent = text
  if (element.className !== className) element.className = className
}

function newRow(queue: string, words: Words): HTMLTableRowElement {
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
function show(section: HTMLElement, view: BoardView, words: Words): void {
  const body = section.querySelector('tbody')
  if (!body) return
  const rows = new Map([...body.children].map((row) => [row instanceof HTMLElement ? row.dataset['queue'] : undefined, row]))
  for (const queue of view.queues) {
    const row = rows.get(queue.queue) ?? newRow(queue.queue, words)
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
}

function keepLive(section: HTMLElement): void {
  const { center, lang = 'en', timeZone } = section.dataset
  const words = wordsOf(lang)
  const state = section.querySelector('[data-state]')
  let lastMs = performance.now()
  let lastAt = Date.now()
  const socket = io('/board', { auth: { center, lang }, transports: ['websocket'] })

  socket.on('board', (board: Board) => {
    lastMs = performance.now()
    lastAt = Date.now()
    show(section, boardView(board, { words, lang, timeZone }), words)
    section.dataset['live'] = 'yes'
    write(state, words.live, 'state')
  })
  // The session ran out: the server's page asks for a key again.
  socket.on('refused', ({ retry }: { retry: boolean }) => {
    if (!retry) setTimeout(() => location.reload(), SILENT_MS)
  })
  setInterval(() => {
    const silent = performance.now() - lastMs > SILENT_MS
    if (silent) write(state, fill(words.noLiveData, { time: timeOfDay(lastAt, lang, undefined) }), 'state')
    else if (!socket.connected) write(state, words.reconnecting, 'state')
    if (silent) section.dataset['live'] = 'no'
  }, 1000)
}

for (const section of document.querySelectorAll<HTMLElement>('[data-wallboard]')) keepLive(section)
