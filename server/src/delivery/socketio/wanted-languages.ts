const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/
const MAX_LANGUAGES = 8

/** There are few combinations; those who want the same share one list. */
const REMEMBERED = 1_000
const known = new Map<string, readonly string[]>()

/** Languages wanted, best first: what the client asked for (`fr` or `fr,nl`), then its browser's `Accept-Language`. */
export function wantedLanguages(asked: unknown, acceptLanguage: string | undefined): readonly string[] {
  const key = `${typeof asked === 'string' ? asked : ''}\n${acceptLanguage ?? ''}`
  let languages = known.get(key)
  if (languages === undefined) {
    languages = readLanguages(asked, acceptLanguage)
    if (known.size >= REMEMBERED) known.clear()
    known.set(key, languages)
  }
  return languages
}

function readLanguages(asked: unknown, acceptLanguage: string | undefined): string[] {
  const own = typeof asked === 'string' ? asked.slice(0, 200).split(',') : []
  const accepted = (acceptLanguage ?? '').slice(0, 500).split(',').map((part) => {
    const [tag = '', quality] = part.split(';q=')
    return { tag, quality: quality === undefined ? 1 : Number(quality) || 0 }
  })
  const ranked = accepted.filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality).map(({ tag }) => tag)
  const tags = [...own, ...ranked].map((tag) => tag.trim()).filter((tag) => TAG.test(tag))
  return [...new Set(tags)].slice(0, MAX_LANGUAGES)
}
