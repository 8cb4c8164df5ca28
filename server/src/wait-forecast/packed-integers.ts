const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const NOT_A_DIGIT = 255
/** Value of each ASCII code: a table, since every forecast entry is read by every node. */
const VALUE = new Uint8Array(128).fill(NOT_A_DIGIT)
for (let value = 0; value < DIGITS.length; value += 1) VALUE[DIGITS.charCodeAt(value)] = value

/** Both digits of each 12-bit number: half as many pieces of text to join. */
const PAIRS = Array.from({ length: 4096 }, (_, value) => DIGITS.charAt(value >> 6) + DIGITS.charAt(value & 63))

/** Integers of 0 to 262,143 as three characters each, none of which JSON escapes. */
export function packIntegers(integers: readonly number[]): string {
  let packed = ''
  for (const integer of integers) packed += (PAIRS[(integer >> 6) & 4095] ?? 'AA') + DIGITS.charAt(integer & 63)
  return packed
}

/** Throws where the text is not what `packIntegers` gives. */
export function unpackIntegers(packed: string): number[] {
  if (packed.length % 3 !== 0) throw new RangeError(`packed integers: ${packed.length} characters; must be a multiple of three`)
  const integers: number[] = []
  for (let at = 0; at < packed.length; at += 3) integers.push((digit(packed, at) << 12) | (digit(packed, at + 1) << 6) | digit(packed, at + 2))
  return integers
}

function digit(packed: string, at: number): number {
  const value = VALUE[packed.charCodeAt(at)] ?? NOT_A_DIGIT
  if (value === NOT_A_DIGIT) throw new RangeError(`packed integers: unknown character at ${at}; use A-Z a-z 0-9 - _`)
  return value
}
