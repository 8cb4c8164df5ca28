/** No line is longer; an encoded place has 18 bits. */
export const LARGEST_PLACE = 262_143

/**
 * Places of a class's knots, rising: 1, 2, 3, 4, 6, 8, 12, 16, … to 1.5 × the line + 10, and exactly those given (the end of
 * the line, who joins next, the ends of the class).
 */
export function knotPlaces(lineLength: number, exactly: readonly number[]): number[] {
  const last = Math.min(Math.floor(1.5 * lineLength) + 10, LARGEST_PLACE)
  const places: number[] = []
  for (let power = 1; power <= last; power *= 2) {
    places.push(power)
    if (power >= 2 && power * 1.5 <= last) places.push(power * 1.5)
  }
  if (places.at(-1) !== last) places.push(last)
  for (const place of exactly) if (place >= 1 && place <= last) insert(places, place)
  return places
}

function insert(sorted: number[], place: number): void {
  let at = sorted.length
  while (at > 0 && (sorted[at - 1] ?? 0) >= place) at -= 1
  if (sorted[at] !== place) sorted.splice(at, 0, place)
}
