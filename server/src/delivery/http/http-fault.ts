import { makeProblem, type Problem, type ProblemCode } from './problem.ts'

export interface FaultDetails {
  field?: string
  fix?: string
  headers?: Record<string, string>
  /** Extension members of the problem, such as the rejected events. */
  extra?: Record<string, unknown>
}

/** Thrown by a handler where it cannot go on; the app answers with its problem. */
export class HttpFault extends Error {
  override name = 'HttpFault'
  readonly problem: Problem
  readonly headers: Record<string, string>
  readonly extra: Record<string, unknown>

  constructor(code: ProblemCode, detail: string, { field, fix, headers, extra }: FaultDetails = {}) {
    super(detail)
    this.problem = makeProblem(code, detail, { ...(field === undefined ? {} : { field }), ...(fix === undefined ? {} : { fix }) })
    this.headers = headers ?? {}
    this.extra = extra ?? {}
  }

  response(): Response {
    return new Response(JSON.stringify({ ...this.problem, ...this.extra }), {
      status: this.problem.status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...this.headers },
    })
  }
}
