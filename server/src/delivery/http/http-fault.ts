import { makeProblem, type Problem, type ProblemCode } from './problem.ts'

export interface FaultDetails {
  field?: string
  fix?: string
  headers?: Record<string, string>
  /** Extension members of the problem, such as the rejected events. */
  extra?: Record<string, unknown>
}

/** On every answer: a browser takes it for what it says it is. */
export const NO_SNIFF = ['x-content-type-options', 'nosniff'] as const

/** Thrown by a handler where it cannot go on; the app answers with its problem. */
export class HttpFault extends Error {
  override name = 'HttpFault'
  readonly problem: Problem
  readonly headers: Record<string, string>
  readonly extra: Record<string, unknown>

  constructor(what: ProblemCode | Problem, detail: string, { field, fix, headers, extra }: FaultDetails = {}) {
    super(detail)
    this.problem = typeof what === 'object' ? what : makeProblem(what, detail, { ...(field === undefined ? {} : { field }), ...(fix === undefined ? {} : { fix }) })
    this.headers = headers ?? {}
    this.extra = extra ?? {}
  }

  /** A problem that was found by a pure function. */
  static of(problem: Problem, extra: Record<string, unknown> = {}): HttpFault {
    return new HttpFault(problem, problem.detail, { extra })
  }

  response(): Response {
    return new Response(JSON.stringify({ ...this.problem, ...this.extra }), {
      status: this.problem.status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', [NO_SNIFF[0]]: NO_SNIFF[1], ...this.headers },
    })
  }
}
