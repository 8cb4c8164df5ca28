import type { Board } from '@queuecast/client-sdk/protocol'
import { io } from 'socket.io-client'
import { boardView } from '../view/board-view.ts'
import { timeOfDay } from '../view/durations.ts'
import { fill, wordsOf } from '../view/words.ts'
import { showBoard, write } from './board-rows.ts'
import { keepKiosk } from './wallboard-kiosk.ts'
import { keepService } from './wallboard-service.ts'

/** Boards come at least every five seconds; without one for this long what stands there is old. */
const SILENT_MS = 15_000

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
    showBoard(section, boardView(board, { words, lang, timeZone }), words)
    section.dataset['live'] = 'yes'
    write(state, words.live, 'state')
  })
  // The session ran out: the server's page asks for a key again.
  socket.on('refused', ({ retry }: { retry: boolean }) => {
    if (!retry) setTimeout(() => void reloadWhenThere(), SILENT_MS)
  })
  setInterval(() => {
    const silent = performance.now() - lastMs > SILENT_MS
    if (silent) write(state, fill(words.noLiveData, { time: timeOfDay(lastAt, lang, undefined) }), 'state')
    else if (!socket.connected) write(state, words.reconnecting, 'state')
    if (silent) section.dataset['live'] = 'no'
  }, 1000)
}

/** A server that is away would leave the browser's own error on the wall for ever. */
async function reloadWhenThere(): Promise<void> {
  const there = await fetch(location.href, { cache: 'no-store' }).then(({ ok }) => ok, () => false)
  if (there) location.reload()
  else setTimeout(() => void reloadWhenThere(), SILENT_MS)
}

for (const section of document.querySelectorAll<HTMLElement>('[data-wallboard]')) keepLive(section)
keepKiosk()
keepService()
