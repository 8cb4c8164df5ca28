/** So many payloads are made in one piece: a few milliseconds. Thousands may settle in one second, and customers are served meanwhile. */
export const SLICE = 100

/** Resolves once everything else that is due has had its turn. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve) })

/** `Array.map`, with the event loop let go after each slice. */
export async function mapInSlices<From, To>(items: readonly From[], work: (item: From) => To): Promise<To[]> {
  const made: To[] = []
  for (const item of items) {
    if (made.length % SLICE === SLICE - 1) await nextTurn()
    made.push(work(item))
  }
  return made
}
