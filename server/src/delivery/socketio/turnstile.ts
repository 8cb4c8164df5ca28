/** Of each turn of the event loop so much goes to those who come; about as much again goes to what they then say. */
const TURN_MS = 4

/** Whoever comes is let in, in order, now or soon. */
export interface Turnstile {
  pass(enter: () => void): void
  readonly waiting: number
}

export interface TurnstileTime {
  /** Monotonic milliseconds. */
  nowMs(): number
  /** Runs it after what input and output is waiting. */
  soon(run: () => void): void
}

/**
 * When thousands come back at once, those who stayed are served all the same: only a few are let in before the event loop goes round. How
 * many is no setting: on a quick or idle node many, on a slow or busy one few, and those who wait lose nothing but time.
 */
export function createTurnstile({ nowMs, soon }: TurnstileTime): Turnstile {
  let queue: (() => void)[] = []
  let next = 0
  let spentMs = 0
  let armed = false

  function enterNow(enter: () => void): void {
    const begunMs = nowMs()
    enter()
    spentMs += nowMs() - begunMs
  }

  function turn(): void {
    armed = false
    spentMs = 0
    for (let enter = queue[next]; enter !== undefined && spentMs < TURN_MS; enter = queue[next]) {
      next += 1
      enterNow(enter)
    }
    if (next === queue.length) {
      queue = []
      next = 0
    }
    arm()
  }

  /** A turn is over when what waited for input and output was done; only who used one up or waits must know. */
  function arm(): void {
    if (armed || (spentMs === 0 && queue.length === 0)) return
    armed = true
    soon(turn)
  }

  return {
    pass(enter) {
      if (queue.length === 0 && spentMs < TURN_MS) enterNow(enter)
      else queue.push(enter)
      arm()
    },
    get waiting() {
      return queue.length - next
    },
  }
}
