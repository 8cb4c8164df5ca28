const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/
const MAX_LANGUAGES = 8

/** Languages wanted, best first: what the client asked for (`fr` or `fr,nl`), then its browser's `Accept-Language`. */
export function wantedLanguages(asked: unknown, acceptLanguage: string | undefined): string[] {
  const own = typeof asked === 'string' ? asked.slice(0, 200).split(',') : []
  const accepted = (acceptLanguage ?? '').slice(0, 500).split(',').map((part) => {
    const [tag = '', quality] = part.split(';q=')
    return { tag, quality: quality === undefined ? 1 : Number(quality) || 0 }
  })
  const ranked = accepted.filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality).map(({ tag }) => tag)
  const tags = [...own, ...ranked].map((tag) => tag.trim()).filter((tag) => TAG.test(tag))
  return [...new Set(tags)].slice(0, MAX_LANGUAGES)
}
