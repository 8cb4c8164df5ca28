// The wait in plain requests: no package, no socket. `show(text)` gets the sentence, and again at each change of it.

const PAUSE_MS = 1_500
const UNKNOWN = 'Your wait is not known at the moment. This updates by itself.'

export async function followByFetch({ url, center, contact, token, lang, show, signal }) {
  let etag
  let sentence
  let freshUntil = 0
  const say = (text) => {
    if (text === sentence) return
    sentence = text
    show(text)
  }
  for (;;) {
    if (signal?.aborted) return
    try {
      const answer = await fetch(`${url}/v1/centers/${center}/contacts/${encodeURIComponent(contact)}/display`, {
        headers: { 'Authorization': `Bearer ${token}`, 'Accept': 'application/json', 'Accept-Language': lang, ...(etag === undefined ? {} : { 'If-None-Match': etag }) },
        cache: 'no-store', signal,
      })
      // The token is no good any more: asking again would not help.
      if ([401, 403, 410].includes(answer.status)) return
      if (answer.status === 200) {
        const { text, freshForSeconds } = await answer.json()
        etag = answer.headers.get('ETag') ?? undefined
        freshUntil = performance.now() + freshForSeconds * 1000
        say([text.sentence, text.revision, text.notice, text.offer].filter(Boolean).join(' '))
      }
      // Unchanged, and still true for so long.
      if (answer.status === 304) freshUntil = performance.now() + Number(answer.headers.get('Queuecast-Fresh-For') ?? 0) * 1000
    } catch {
      // No network: the freshness runs out by itself.
    }
    // An old figure is never shown as a current one.
    if (performance.now() > freshUntil) {
      etag = undefined
      say(UNKNOWN)
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}
