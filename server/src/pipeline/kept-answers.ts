export interface KeptAnswersDeps {
  nowMs(): number
  /** Answers that are kept at once; the one not asked for longest goes. */
  most?: number
}

/** No answer is computed again within so many times as long as it took: at most a twentieth of a core goes into answering. */
const PAUSE_FACTOR = 20
const LEAST_AGE_MS = 15_000
const MOST_AGE_MS = 6 * 3_600_000
/** So many times as old as it may be, nobody asked for long: it is not given any more. */
const FORGOTTEN_FACTOR = 4

interface Kept { answer: Promise<unknown>; ready: boolean; computedAtMs: number; tookMs: number; renewing: boolean }

/**
 * Dear answers, kept and renewed. One is computed at a time; whoever asks meanwhile waits for the same. An old answer is given at
 * once, and renewed behind it; a very old one is not given. A failed one is forgotten.
 */
export function createKeptAnswers({ nowMs, most = 48 }: KeptAnswersDeps): <T>(key: string, compute: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Kept>()
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(compute: () => Promise<T>, done: (tookMs: number) => void): Promise<T> {
    const answer = last.then(async () => {
      const begunMs = nowMs()
      const value = await compute()
      done(nowMs() - begunMs)
      return value
    })
    last = answer.catch(() => undefined)
    return answer
  }

  function forget(key: string, failed: Kept): void {
    if (answers.get(key) === failed) answers.delete(key)
  }

  return function kept<T>(key: string, compute: () => Promise<T>): Promise<T> {
    let known = answers.get(key)
    const limitMs = Math.min(MOST_AGE_MS, Math.max(LEAST_AGE_MS, PAUSE_FACTOR * (known?.tookMs ?? 0)))
    const ageMs = known?.ready === true ? nowMs() - known.computedAtMs : 0
    if (ageMs > FORGOTTEN_FACTOR * limitMs && known?.renewing !== true) known = undefined
    if (known === undefined) {
      const made: Kept = { answer: Promise.resolve(), ready: false, computedAtMs: 0, tookMs: 0, renewing: false }
      made.answer = inTurn(compute, (tookMs) => Object.assign(made, { ready: true, computedAtMs: nowMs(), tookMs }))
      made.answer.catch(() => forget(key, made))
      known = made
    } else if (ageMs > limitMs && !known.renewing) {
      const old = known
      old.renewing = true
      const next = inTurn(compute, (tookMs) => Object.assign(old, { computedAtMs: nowMs(), tookMs }))
      next.then(() => { old.answer = next }, () => forget(key, old)).finally(() => { old.renewing = false })
    }
    // The newest stands last.
    answers.delete(key)
    answers.set(key, known)
    if (answers.size > most) for (const oldest of answers.keys()) { answers.delete(oldest); break }
    return known.answer as Promise<T>
  }
}
