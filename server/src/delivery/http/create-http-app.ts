import { type Context, Hono } from 'hono'
import { createRememberedContacts } from '../hub/remembered-contacts.ts'
import { corsHeaders, corsKindOf } from './cors.ts'
import type { HttpDeps } from './deps.ts'
import { putEventsFirst } from './events-first.ts'
import { createAudit } from './guards/audit.ts'
import { pageClassOf, RATE_CLASS_OF, type RateClass } from './guards/rate-classes.ts'
import { createRateGuard } from './guards/rate-guard.ts'
import { createHandlers } from './handlers.ts'
import { HttpFault, NO_SNIFF } from './http-fault.ts'
import { type OperationId, OPERATIONS } from './openapi/operations.ts'
import type { Kit } from './routes/handler.ts'
import { createToldGuard } from './told-guard.ts'
import { refuseTests } from './viewer.ts'

/** `/v1/centers/{center}/events` → `/v1/centers/:center/events` */
export const honoPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

/** The whole HTTP side of a node. Serve it with @hono/node-server, or call `app.request` in a test. */
export function createHttpApp(deps: HttpDeps): Hono {
  const app = new Hono()
  const servedOnce = createRememberedContacts()
  const rates = createRateGuard(deps.limits)
  const audit = createAudit(deps.audit)
  const kit: Kit = { deps, rates, audited: audit.detail, toldGuard: createToldGuard(), twilioCallers: new Map(), firstServed: (center, contact) => servedOnce.add(center, contact) }

  app.use(async (c, next) => {
    const { path, method } = c.req
    const kind = corsKindOf(path)
    const origin = c.req.header('origin')
    const center = kind === undefined ? undefined : deps.center(path.split('/')[3] ?? '')
    if (kind !== undefined && method === 'OPTIONS') return new Response(null, { status: 204, headers: corsHeaders(center, kind, origin, true) })
    const pageClass = pageClassOf(method, path)
    if (pageClass !== undefined) await rates.admit(pageClass, c)
    await next()
    const guessed = c.res.status === 401 ? await rates.refused(c) : undefined
    if (guessed !== undefined) c.res = guessed.response()
    c.res.headers.set(...NO_SNIFF)
    if (kind === undefined) return undefined
    for (const [name, value] of Object.entries(corsHeaders(center, kind, origin, false))) {
      if (name !== 'vary') c.res.headers.set(name, value)
      else if (c.res.headers.get('vary')?.includes(value) !== true) c.res.headers.append('vary', value)
    }
    return undefined
  })

  const handlers = createHandlers()
  async function guarded(c: Context, id: OperationId, rateClass: RateClass): Promise<Response> {
    try {
      await rates.admit(rateClass, c)
      const answer = await handlers[id](c, kit)
      audit.note(c, id, answer.status)
      return answer
    } catch (error) {
      audit.note(c, id, error instanceof HttpFault ? error.problem.status : 500)
      throw error
    }
  }
  const methodsOf = new Map<string, string[]>()
  for (const { id, method, path } of OPERATIONS) {
    const rateClass = RATE_CLASS_OF[id]
    app.on(method.toUpperCase(), honoPath(path), (c) => {
      refuseTests(deps, c.req.param('center') ?? '', c.req.raw)
      return rateClass === undefined ? handlers[id](c, kit) : guarded(c, id, rateClass)
    })
    methodsOf.set(path, [...(methodsOf.get(path) ?? []), method.toUpperCase()])
  }
  for (const [path, methods] of methodsOf) {
    app.all(honoPath(path), (c) => {
      throw new HttpFault('wrong-method', `${c.req.method} means nothing here`, { fix: `use ${methods.join(' or ')}`, headers: { allow: methods.join(', ') } })
    })
  }
  deps.mountPages?.(app)

  function failed(error: Error, route: string): Response {
    if (error instanceof HttpFault) return error.response()
    deps.reportError?.(error, route)
    return new HttpFault('internal', 'the server could not answer; it was noted', { fix: 'try again' }).response()
  }
  app.notFound(() => new HttpFault('no-route', 'no route is served at this address', { fix: '/docs lists all routes' }).response())
  app.onError((error, c) => failed(error, `${c.req.method} ${c.req.routePath}`))
  app.fetch = putEventsFirst(honoPath(OPERATIONS.find(({ id }) => id === 'postEvents')?.path ?? ''), kit, failed, app.fetch)
  return app
}
