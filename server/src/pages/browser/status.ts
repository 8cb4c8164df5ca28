import type { Board } from '@queuecast/client-sdk/protocol'
import { io } from 'socket.io-client'
import { boardView } from '../view/board-view.ts'
import { timeOfDay } from '../view/durations.ts'
import { shortestWay } from '../view/shortest-way.ts'
import { STATUS_WORDS } from '../view/status-words.ts'
import { wayText } from '../view/way-text.ts'
import { fill, PAGE_LANGUAGES, wordsOf } from '../view/words.ts'
import { write } from './board-rows.ts'

/** What is usual changes slowly; what waits now comes over the socket. */
const LOOK_AGAIN_MS = 60_000
/** What stands there is old by then. */
const OLD_MS = 60_000

const main = document.querySelector<HTMLElement>('[data-status-page]')
const { center, lang = 'en', timeZone, visitor = '1' } = main?.dataset ?? {}
const words = wordsOf(lang)
const statusWords = STATUS_WORDS[PAGE_LANGUAGES.find((one) => one === lang) ?? 'en']
let heardMs = performance.now()
let heardAt = Date.now()
let shorter: ReadonlySet<string> = new Set()

function heard(): void {
  heardMs = performance.now()
  heardAt = Date.now()
  main?.toggleAttribute('data-old', false)
}

/** Puts the page's newest content in place without a reload, which would begin a screen reader anew and lose the scroll. */
async function renew(): Promise<void> {
  try {
    const answer = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(15_000) })
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-status-page]')
    if (!answer.ok || !main || !next) return
    const open = new Set([...main.querySelectorAll<HTMLDetailsElement>('details[open]')].map((details) => details.dataset['keep']))
    for (const details of next.querySelectorAll<HTMLDetailsElement>('details')) details.open = open.has(details.dataset['keep'])
    for (const selector of ['.cards', '[data-as-of]']) {
      const [now, then] = [main.querySelector(selector), next.querySelector(selector)]
      // Who is at something there keeps it.
      if (now && then && now.innerHTML !== then.innerHTML && !now.contains(document.activeElement)) now.replaceChildren(...document.adoptNode(then).childNodes)
    }
    main.querySelector('.empty')?.toggleAttribute('hidden', next.querySelector('.empty')?.hasAttribute('hidden') === true)
    heard()
  } catch {
    // The next look may find it.
  }
}

function show(board: Board): void {
  const view = boardView(board, { words, lang, timeZone })
  const cards = new Map([...document.querySelectorAll<HTMLElement>('.cards > li')].map((card) => [card.dataset['queue'], card]))
  if (view.queues.length !== cards.size || view.queues.some(({ queue }) => !cards.has(queue))) {
    void renew()
    return
  }
  for (const queue of view.queues) {
    const cell = (name: string): Element | null | undefined => cards.get(queue.queue)?.querySelector(`[data-cell="${name}"]`)
    write(cell('state'), queue.state)
    write(cell('joinNow'), queue.open ? queue.joinNow : queue.state, queue.known ? '' : 'unknown')
    write(cell('waiting'), queue.waiting)
  }
  const way = shortestWay(board.queues, Number(visitor), shorter)
  shorter = way.shorter
  const line = main?.querySelector('[data-way]')
  write(line, wayText(way.named, view, statusWords), 'quicker')
  line?.toggleAttribute('hidden', way.named === undefined)
  write(main?.querySelector('[data-as-of]'), fill(words.asOf, { time: view.asOf }), 'note')
  heard()
}

const socket = io('/board', { auth: { center, lang }, transports: ['websocket'] })
socket.on('board', show)
setInterval(() => void renew(), LOOK_AGAIN_MS)
setInterval(() => {
  if (performance.now() - heardMs < OLD_MS) return
  main?.toggleAttribute('data-old', true)
  write(main?.querySelector('[data-as-of]'), fill(words.noLiveData, { time: timeOfDay(heardAt, lang, undefined) }), 'note')
}, 5_000)
// A phone that slept shows an old page until the first look.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void renew()
})
