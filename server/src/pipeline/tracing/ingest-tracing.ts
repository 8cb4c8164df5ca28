import { AsyncLocalStorage } from 'node:async_hooks'
import type { CenterFact } from '../../contact-center/index.ts'
import type { OpenSpan, SpanRecorder } from '../../observability/index.ts'

type Fetch = (request: Request, ...rest: never[]) => Response | Promise<Response>

/** The way in: a request that brings events, and the append of what it brought. */
export interface IngestTracing {
  /** The HTTP app, with what traces need to know of a request beside it. */
  fetch<F extends Fetch>(app: F): F
  /** Appends with the trace, where there is one, as `traceparent` for whoever reads the entry. */
  append(center: string, facts: readonly CenterFact[], append: (traceparent?: string) => Promise<string>): Promise<string>
}

/** A request under way. Its span begins with its first append: what the door refuses leaves none, so that a stranger costs nothing. */
interface Arrival { route: string; startMs: number; parent: string | undefined; begun: boolean; span: OpenSpan | undefined }

const SERVER_ERROR = 500

export function createIngestTracing(recorder: SpanRecorder, nowMs: () => number): IngestTracing {
  const arrivals = new AsyncLocalStorage<Arrival>()

  function beginArrival(arrival: Arrival, center: string): void {
    arrival.begun = true
    arrival.span = recorder.begin(`POST ${arrival.route}`, {
      kind: 'server', parent: arrival.parent, startMs: arrival.startMs,
      attributes: { 'http.request.method': 'POST', 'http.route': arrival.route, 'queuecast.center': center },
    })
  }

  return {
    fetch(app) {
      const traced: Fetch = async (request, ...rest) => {
        const route = request.method === 'POST' ? routeOf(request.url) : undefined
        if (route === undefined) return app(request, ...rest)
        const arrival: Arrival = { route, startMs: nowMs(), parent: request.headers.get('traceparent') ?? undefined, begun: false, span: undefined }
        const answer = await arrivals.run(arrival, () => app(request, ...rest))
        arrival.span?.end(nowMs(), { 'http.response.status_code': answer.status }, answer.status >= SERVER_ERROR)
        return answer
      }
      return traced as typeof app
    },
    async append(center, facts, append) {
      const events = facts.reduce((sum, { kind }) => sum + (kind === 'event' ? 1 : 0), 0)
      if (events === 0) return append()
      const arrival = arrivals.getStore()
      if (arrival?.begun === false) beginArrival(arrival, center)
      // The sampler left the request out, and with it all that follows.
      if (arrival !== undefined && arrival.span === undefined) return append()
      // Without a request it is a source that we are connected to: the trace begins here.
      const span = recorder.begin('append', { kind: 'producer', parent: arrival?.span?.traceparent, startMs: nowMs(), attributes: { 'queuecast.center': center, 'queuecast.events': events } })
      if (span === undefined) return append()
      try {
        const position = await append(span.traceparent)
        span.end(nowMs(), { 'queuecast.log_position': position })
        return position
      } catch (error) {
        span.end(nowMs(), {}, true)
        throw error
      }
    },
  }
}

/** The route's name; undefined where it brings no events. */
function routeOf(url: string): string | undefined {
  const [, version, centers, , what, name, more] = new URL(url).pathname.split('/')
  if (version !== 'v1' || centers !== 'centers' || more !== undefined) return undefined
  const last = what === 'events' && name === undefined ? 'events' : what === 'feeds' && name !== undefined ? 'feeds/{name}' : what === 'ivr' && name === 'twilio' ? 'ivr/twilio' : undefined
  return last === undefined ? undefined : `/v1/centers/{center}/${last}`
}
