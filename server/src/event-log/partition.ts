/**
 * The partition of a center: the same on every node, machine and release, because the log is laid out by it.
 * FNV-1a over the id's UTF-16 units (ids are ASCII slugs), finished by MurmurHash3's mixer so that similar names spread.
 * `partitions` is a whole number of at least 1.
 */
export function partitionOf(center: string, partitions: number): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < center.length; index += 1) hash = Math.imul(hash ^ center.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % partitions
}
