const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUE = new Map([...DIGITS].map((digit, value) => [digit, value]))

/** Integers of 0 to 262,143 as three characters each, none of which JSON escapes. */
export function packIntegers(integers: readonly number[]): string {
  let packed = ''
  for (const integer of integers) packed += (DIGITS[integer >> 12] ?? 'A') + (DIGITS[(integer >> 6) & 63] ?? 'A') + (DIGITS[integer & 63] ?? 'A')
  return packed
}

/** Throws where the text is not what `packIntegers` gives. */
export function unpackIntegers(packed: string): number[] {
  if (packed.length % 3 !== 0) throw new RangeError(`packed integers: ${packed.length} characters; must be a multiple of three`)
  const integers: number[] = []
  for (let at = 0; at < packed.length; at += 3) {
    const [high, middle, low] = [digit(packed, at), digit(packed, at + 1), digit(packed, at + 2)]
    integers.push((high << 12) | (middle << 6) | low)
  }
  return integers
}

function digit(packed: string, at: number): number {
  const value = VALUE.get(packed[at] ?? '')
  if (value === undefined) throw new RangeError(`packed integers: unknown character at ${at}; use A-Z a-z 0-9 - _`)
  return value
}
