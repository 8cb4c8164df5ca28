import { describe, expect, it, vi } from 'vitest'
import { createHttpApp } from './create-http-app.ts'
import { OPERATIONS } from './openapi/operations.ts'
import { bearer, createMemoryDeps, tokenFor } from './testing/memory-deps.ts'

/** How long an answer takes may tell what was looked up for it: so nothing is, before it is proven who asks. */
describe('nothing of a contact is looked up before its token or key is proven', () => {
  const deps = createMemoryDeps()
  const app = createHttpApp(deps)
  const looks = [
    vi.spyOn(deps.source, 'display'), vi.spyOn(deps.source, 'fresh'), vi.spyOn(deps.source, 'explain'), vi.spyOn(deps.source, 'stateOf' as 'display'),
    vi.spyOn(deps.hub, 'watchContact'), vi.spyOn(deps, 'append'), vi.spyOn(deps, 'whenFolded'),
  ]
  const routes = OPERATIONS.filter(({ path }) => path.includes('{contact}')).map(({ method, path }) => [method.toUpperCase(), path.replace('{center}', 'acme').replace('{contact}', 'c-1')] as const)
  const proofs = { 'no key': {}, 'an invented key': bearer('nobody-knows-this-key'), 'an invented token': bearer('eyJhbGciOiJIUzI1NiJ9.e30.x'), 'another contact\'s token': bearer(tokenFor('acme', 'c-2')), 'another center\'s key': bearer('lab-admin') }

  it.each(routes)('%s %s', async (method, path) => {
    for (const [what, init] of Object.entries(proofs)) {
      const body = method === 'POST' || method === 'PUT' ? { body: '{"seq":1,"level":"shown","via":"sse"}' } : {}
      const headers = { 'content-type': 'application/json', ...('headers' in init ? init.headers : {}) }
      const answer = await app.request(path, { method, headers, ...body })
      expect([401, 403], what).toContain(answer.status)
      for (const look of looks) expect(look.mock.calls, `${what}: ${look.getMockName()}`).toEqual([])
    }
  })

  it('and there are routes to hold this against', () => {
    expect(routes.length).toBeGreaterThanOrEqual(5)
  })
})
