/** A board longer than the screen shows its next part after so long. */
const PART_MS = 12_000

/** Keys and kiosk of a wall: F full screen, K kiosk (no pointer, no buttons, the screen stays awake, a long board turns its pages). */
export function keepKiosk(): void {
  const main = document.querySelector<HTMLElement>('.wall main')
  if (!main) return
  let awake: WakeLockSentinel | undefined
  const inKiosk = (): boolean => main.hasAttribute('data-kiosk')

  async function stayAwake(): Promise<void> {
    if (!inKiosk() || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    // Refused on low battery: the wall is as good without.
    awake = await navigator.wakeLock.request('screen').catch(() => undefined)
  }
  function setKiosk(on: boolean): void {
    main?.toggleAttribute('data-kiosk', on)
    const address = new URL(location.href)
    if (on) address.searchParams.set('kiosk', '')
    else address.searchParams.delete('kiosk')
    history.replaceState(undefined, '', address)
    if (on) void stayAwake()
    else void awake?.release()
  }
  function fullScreen(): void {
    // Refused without a gesture, and where a policy forbids it.
    void (document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen()).catch(() => undefined)
  }

  document.querySelector('[data-keys]')?.toggleAttribute('hidden', false)
  document.querySelector('[data-full-screen]')?.addEventListener('click', fullScreen)
  document.querySelector('[data-go-kiosk]')?.addEventListener('click', () => setKiosk(true))
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'f' || event.key === 'F') fullScreen()
    else if (event.key === 'k' || event.key === 'K') setKiosk(!inKiosk())
    else if (event.key === 'Escape' && inKiosk()) setKiosk(false)
  })
  document.addEventListener('visibilitychange', () => void stayAwake())
  setInterval(() => {
    if (!inKiosk()) return
    const { scrollHeight, clientHeight, scrollTop } = document.documentElement
    const atEnd = scrollTop + clientHeight >= scrollHeight - 2
    scrollTo({ top: atEnd ? 0 : scrollTop + clientHeight * 0.85 })
  }, PART_MS)
  void stayAwake()
}
