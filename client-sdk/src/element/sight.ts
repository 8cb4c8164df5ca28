/** Follows whether a customer can see `element`: it is in the viewport of a visible page. Returns the way out. */
export function watchSight(element: Element, onChange: (inSight: boolean) => void): () => void {
  let inViewport = false
  let was: boolean | undefined
  const leaving = new AbortController()
  const settle = () => {
    const inSight = inViewport && document.visibilityState === 'visible'
    if (inSight === was) return
    was = inSight
    onChange(inSight)
  }
  const observer = new IntersectionObserver((entries) => {
    inViewport = entries.at(-1)?.isIntersecting === true
    settle()
  })
  observer.observe(element)
  document.addEventListener('visibilitychange', settle, { signal: leaving.signal })
  return () => {
    observer.disconnect()
    leaving.abort()
  }
}
