/** Keeps what was used last, up to so many bytes; a single thing over a quarter of that is not kept. */
export function createBoundedCache(mostBytes: number): { get(key: string): Uint8Array<ArrayBuffer> | undefined; put(key: string, bytes: Uint8Array<ArrayBuffer>): void; readonly bytes: number } {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  let sum = 0
  return {
    get(key) {
      const found = kept.get(key)
      if (found === undefined) return undefined
      kept.delete(key)
      kept.set(key, found)
      return found
    },
    put(key, bytes) {
      if (bytes.byteLength > mostBytes / 4) return
      sum += bytes.byteLength - (kept.get(key)?.byteLength ?? 0)
      kept.delete(key)
      kept.set(key, bytes)
      for (const [oldest, { byteLength }] of kept) {
        if (sum <= mostBytes) return
        kept.delete(oldest)
        sum -= byteLength
      }
    },
    get bytes() { return sum },
  }
}
