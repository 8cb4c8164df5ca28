import { timeOfDay } from '../view/durations.ts'
import { fill, wordsOf } from '../view/words.ts'

const LOOK_AGAIN_MS = 15_000
/** What stands there is old by then. */
const OLD_MS = 60_000

let asOfMs = performance.now()
let asOf = Date.now()

/** Puts the page's newest content in place without a reload, which would begin a screen reader anew and lose the scroll. */
async function renew(): Promise<void> {
  const main = document.querySelector<HTMLElement>('[data-status-page]')
  try {
    const answer = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(LOOK_AGAIN_MS) })
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-status-page]')
    if (!answer.ok || !main || !next) throw new Error('no status page')
    // A link that has the focus keeps it.
    for (const selector of ['.cards', '[data-as-of]']) {
      const [now, then] = [main.querySelector(selector), next.querySelector(selector)]
      if (now && then && now.innerHTML !== then.innerHTML) now.replaceChildren(...document.adoptNode(then).childNodes)
    }
    main.querySelector('.empty')?.toggleAttribute('hidden', next.querySelector('.empty')?.hasAttribute('hidden') === true)
    main.toggleAttribute('data-old', false)
    asOfMs = performance.now()
    asOf = Date.now()
  } catch {
    if (!main || performance.now() - asOfMs < OLD_MS) return
    const lang = main.dataset['lang'] ?? 'en'
    main.toggleAttribute('data-old', true)
    main.querySelector('[data-as-of]')?.replaceChildren(fill(wordsOf(lang).noLiveData, { time: timeOfDay(asOf, lang, undefined) }))
  }
}

setInterval(() => void renew(), LOOK_AGAIN_MS)
// A phone that slept shows an old page until the first look.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void renew()
})
