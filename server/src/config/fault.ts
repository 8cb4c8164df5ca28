/** One thing that is wrong with the environment or the configuration file. */
export interface Fault {
  /** Where: `PORT`, or `centers[0].queues[1].show` in the file. */
  path: string
  /** What is wrong, in one sentence. */
  problem: string
  /** What to do about it, where it can be said. */
  fix?: string
}

/** `centers[0].keys.feed.acd[1]` */
export function pathText(path: readonly PropertyKey[]): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else text += text === '' ? String(step) : `.${String(step)}`
  }
  return text === '' ? '(the file)' : text
}

/** One line a fault, for a person who reads a terminal. */
export const faultLine = (fault: Fault): string => `${fault.path}: ${fault.problem}${fault.fix === undefined ? '' : ` (${fault.fix})`}`
