/** One range of an `Accept` or `Accept-Language` header. */
interface Weighted { value: string; quality: number }

/** Ranges of a header, best first; equal ones in their order. At most twenty are looked at. */
function weighted(header: string): Weighted[] {
  return header.split(',').slice(0, 20).map((part) => {
    const [value = '', ...parameters] = part.split(';').map((text) => text.trim())
    const quality = Number(parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2) ?? 1)
    return { value: value.toLowerCase(), quality: Number.isFinite(quality) ? Math.min(1, Math.max(0, quality)) : 0 }
  }).filter(({ value }) => value !== '').sort((a, b) => b.quality - a.quality)
}

/** The offered media type that suits the header best, the first offer where anything is accepted; undefined where none suits. */
export function chooseMediaType<Offer extends string>(accept: string | undefined, offers: readonly Offer[]): Offer | undefined {
  if (accept === undefined || accept.trim() === '') return offers[0]
  const ranges = weighted(accept)
  /** The most specific range decides an offer's quality (RFC 9110, section 12.5.1). */
  const qualityOf = (offer: string): number =>
    [offer, `${offer.split('/', 1)[0] ?? ''}/*`, '*/*'].map((range) => ranges.find(({ value }) => value === range)?.quality).find((quality) => quality !== undefined) ?? 0
  let best: Offer | undefined
  for (const offer of offers) if (qualityOf(offer) > (best === undefined ? 0 : qualityOf(best))) best = offer
  return best
}

/** Wanted languages, best first, as BCP 47 tags in the case they were sent in lower case; `*` and refused ones are left out. */
export function wantedLanguages(acceptLanguage: string | undefined): string[] {
  if (acceptLanguage === undefined) return []
  return weighted(acceptLanguage).filter(({ value, quality }) => quality > 0 && /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/.test(value)).map(({ value }) => value)
}
