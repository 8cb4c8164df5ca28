import { DEMO_SETTING, type DemoCaller, type DemoFrame, type DemoNews, type DemoOrder, type Score, USUAL_FORMULAS } from '../demo-simulation/demo-frame.ts'
import { boardView } from '../view/board-view.ts'
import { shortDuration } from '../view/durations.ts'
import { percent } from '../view/numbers.ts'
import { fill, wordsOf } from '../view/words.ts'
import { showBoard, write } from './board-rows.ts'

const { lang } = document.documentElement
const words = wordsOf(lang)
const MOST_STEPS = 12
const SPEAKERS = ['queuecast', ...USUAL_FORMULAS] as const
const NOTHING = '–'

const main = document.querySelector<HTMLElement>('[data-simulation]')
const board = document.querySelector<HTMLElement>('[data-wallboard]')
const worker = new Worker(main?.dataset['worker'] ?? '', { type: 'module' })
const tell = (order: DemoOrder): void => worker.postMessage(order)
const inMain = (selector: string): HTMLElement | null | undefined => main?.querySelector<HTMLElement>(selector)
const duration = (seconds: number | undefined): string => (seconds === undefined ? NOTHING : shortDuration(seconds, words))

/** Words that the page brought along. */
const brought = (name: string): string => main?.dataset[name] ?? ''

function showTrack(track: Element | null, position: number | undefined): void {
  if (!track) return
  const steps = position === undefined ? 0 : Math.min(position, MOST_STEPS)
  while (track.children.length > steps) track.lastElementChild?.remove()
  while (track.children.length < steps) track.append(document.createElement('i'))
}

function showCaller({ lang: spokenIn, display, spoken, waitedSeconds, over }: DemoCaller): void {
  const card = inMain(`[data-caller="${spokenIn}"]`)
  if (!card) return
  const { sentence, revision, notice, offer } = display.text
  write(card.querySelector('[data-says]'), sentence, 'caller-says')
  write(card.querySelector('[data-more]'), [revision, notice, offer].filter((line) => line !== undefined).join(' '), 'caller-more')
  write(card.querySelector('[data-spoken]'), spoken)
  write(card.querySelector('[data-waited]'), fill(brought(over ? 'waited' : 'hasWaited'), { time: duration(waitedSeconds) }))
  showTrack(card.querySelector('[data-track]'), over ? undefined : display.position)
  card.toggleAttribute('data-over', over)
  card.querySelector('.caller-spoken')?.toggleAttribute('data-silent', spoken === '')
  card.querySelector('[data-listen]')?.toggleAttribute('hidden', spoken === '' || !('speechSynthesis' in globalThis))
}

function showScores({ callers, scores }: DemoFrame): void {
  const average = ({ saidSeconds }: Score): string => duration(saidSeconds)
  for (const speaker of SPEAKERS) {
    const row = inMain(`[data-speaker="${speaker}"]`)
    for (const { lang: spokenIn, said } of callers) write(row?.querySelector(`[data-said="${spokenIn}"]`), said[speaker] === undefined ? NOTHING : `${speaker === 'queuecast' ? '≤ ' : ''}${duration(said[speaker])}`)
    write(row?.querySelector('[data-average]'), average(scores[speaker]))
    const { longerShare } = scores[speaker]
    write(row?.querySelector('[data-longer]'), longerShare === undefined ? NOTHING : percent(longerShare, lang, 0))
  }
  const row = inMain('[data-speaker="waited"]')
  for (const { lang: spokenIn, waitedSeconds } of callers) write(row?.querySelector(`[data-said="${spokenIn}"]`), duration(waitedSeconds))
  write(row?.querySelector('[data-average]'), duration(scores['last-wait'].waitedSeconds))
}

worker.addEventListener('message', ({ data: { frame, starting } }: MessageEvent<DemoNews>) => {
  if (board) {
    showBoard(board, boardView(frame.board, { words, lang, timeZone: board.dataset['timeZone'] }), words)
    board.dataset['live'] = frame.board.feeds.every(({ state }) => state === 'live') ? 'yes' : 'no'
    write(board.querySelector('[data-state]'), starting ? brought('starting') : board.dataset['live'] === 'yes' ? words.live : brought('cutOff'), 'state')
  }
  for (const caller of frame.callers) showCaller(caller)
  showScores(frame)
  main?.toggleAttribute('data-started', !starting)
})

tell({ kind: 'language', lang })
const setting = { ...DEMO_SETTING }
for (const slider of document.querySelectorAll<HTMLInputElement>('[data-slider]')) {
  const name = slider.dataset['slider'] === 'agents' ? 'agents' : 'perHour'
  const take = (): void => {
    setting[name] = slider.valueAsNumber
    write(inMain(`[data-value="${name}"]`), slider.value)
    tell({ kind: 'setting', setting })
  }
  slider.addEventListener('input', take)
  // A browser that restores forms shows another value than the page was written with.
  if (slider.valueAsNumber !== setting[name]) take()
}

/** A button that stays pressed. */
function onPress(selector: string, pressed: (on: boolean, button: HTMLElement) => void): void {
  const button = inMain(selector)
  button?.addEventListener('click', () => {
    const on = button.getAttribute('aria-pressed') !== 'true'
    button.setAttribute('aria-pressed', String(on))
    pressed(on, button)
  })
}
let paused = false
const runs = (): void => tell({ kind: 'running', running: !paused && document.visibilityState === 'visible' })
onPress('[data-cut]', (on) => tell({ kind: 'feed', connected: !on }))
onPress('[data-pause]', (on) => {
  paused = on
  runs()
})
document.addEventListener('visibilitychange', runs)
inMain('[data-speed]')?.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLSelectElement) tell({ kind: 'speed', speed: Number(target.value) })
})
inMain('[data-controls]')?.addEventListener('submit', (event) => event.preventDefault())

for (const button of document.querySelectorAll<HTMLElement>('[data-listen]')) {
  button.addEventListener('click', () => {
    const said = new SpeechSynthesisUtterance(inMain(`[data-caller="${button.dataset['listen'] ?? ''}"] [data-spoken]`)?.textContent ?? '')
    said.lang = button.dataset['listen'] ?? 'en'
    speechSynthesis.cancel()
    speechSynthesis.speak(said)
  })
}
