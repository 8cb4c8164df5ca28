import type { Display } from '@queuecast/client-sdk/protocol'
import { fill } from '../view/words.ts'
import { showEvents } from './demo-events.ts'

const LOOK_AGAIN_MS = 2000
const CHOICES_MS = 4000
/** The end of a wait is left standing for a moment before the next is followed. */
const LINGER_MS = 6000
const OVER = new Set(['answered', 'left', 'closed', 'unknown'])

interface Next { contact?: string; token?: string }
interface Choice { contact: string; queue?: string; position?: number }

const main = document.querySelector<HTMLElement>('[data-demo]')
const status = document.querySelector<HTMLElement & { token?: string }>('[data-status]')
const choice = document.querySelector<HTMLSelectElement>('[data-follow]')
const language = document.querySelector<HTMLSelectElement>('[data-language]')
const goOn = document.querySelector<HTMLInputElement>('[data-next]')
const nobody = document.querySelector<HTMLElement>('[data-nobody]')
const note = document.querySelector<HTMLElement>('p[data-following]')
/** Words that the page brought along, with what is to stand in them. */
const brought = (name: string, values: Record<string, string> = {}): string => fill(main?.dataset[name] ?? '', values)
const center = encodeURIComponent(main?.dataset['center'] ?? '')

let followed: string | undefined
let over = false
let timer: ReturnType<typeof setTimeout> | undefined

async function ask<T>(path: string): Promise<T | undefined> {
  try {
    const answer = await fetch(path)
    return answer.ok ? await answer.json() as T : undefined
  } catch {
    return undefined
  }
}

function later(ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void follow(choice?.value ?? ''), ms)
}

/** Follows this contact, or anyone who waits. Nobody: looks again soon. */
async function follow(wanted: string): Promise<void> {
  clearTimeout(timer)
  const next = await ask<Next>(`/demo/next?center=${center}&contact=${encodeURIComponent(wanted)}`)
  if (next?.contact === undefined || next.token === undefined) {
    if (wanted !== '' && choice) choice.value = ''
    later(LOOK_AGAIN_MS)
    return
  }
  followed = next.contact
  over = false
  nobody?.toggleAttribute('hidden', true)
  if (status) {
    status.hidden = false
    status.token = next.token
  }
  if (note) note.textContent = brought('following', { contact: followed })
}

async function refreshChoices(): Promise<void> {
  const answer = await ask<{ waiting: Choice[] }>(`/demo/waiting?center=${center}`)
  // Not under the hand of who is choosing.
  if (answer && choice && document.activeElement !== choice) {
    const kept = choice.value
    const any = new Option(brought('whoever'), '')
    choice.replaceChildren(any, ...answer.waiting.map(({ contact, queue, position }) =>
      new Option([contact, queue, position === undefined ? undefined : brought('place', { n: String(position) })].filter((part) => part !== undefined).join(' · '), contact)))
    choice.value = answer.waiting.some(({ contact }) => contact === kept) ? kept : ''
  }
  setTimeout(() => void refreshChoices(), CHOICES_MS)
}

status?.addEventListener('queue-status-change', (event) => {
  const { display } = (event as CustomEvent<{ display: Display }>).detail
  if (display.contact !== followed) return
  const nowOver = OVER.has(display.state)
  if (nowOver && !over && goOn?.checked === true) later(LINGER_MS)
  if (!nowOver && over) clearTimeout(timer)
  over = nowOver
})
choice?.addEventListener('change', () => void follow(choice.value))
language?.addEventListener('change', () => status?.setAttribute('lang', language.value))
goOn?.addEventListener('change', () => {
  if (goOn.checked && over) later(0)
})
document.querySelector('[data-choices]')?.addEventListener('submit', (event) => event.preventDefault())

showEvents(`/demo/events?center=${center}`, (skipped) => brought('more', { n: String(skipped) }))
void refreshChoices()
void follow('')
