import { afterEach, expect, it } from 'vitest'
import { exampleToken } from './testing/example-token.ts'
import { startRealServer } from './testing/real-server.ts'
import type { RealServer, RealServerOptions } from './testing/real-server.ts'
import { watchPosition } from './watch-position.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => { for (const cleanup of cleanups.splice(0).reverse()) await cleanup() })

async function ask(options: RealServerOptions & { token?: string; wish?: { phone: string } } = {}): Promise<{ answer: string; server: RealServer }> {
  const server = await startRealServer(options)
  const watch = watchPosition({ url: server.url, token: options.token ?? exampleToken('acme', 'c-17') })
  cleanups.push(() => server.close(), () => watch.close())
  return { answer: await watch.requestCallback(options.wish), server }
}

it('hands the wish over, with the token', async () => {
  const { answer, server } = await ask({ wish: { phone: '+32 2 555 01 00' } })
  expect(answer).toBe('requested')
  expect(server.wishes).toEqual([{ phone: '+32 2 555 01 00' }])
  expect(server.requests.find(({ path }) => path === '/v1/centers/acme/contacts/c-17/callback')?.status).toBe(202)
})

it.each([[409, 'not-offered'], [502, 'not-taken'], [503, 'not-taken'], [400, 'invalid'], [403, 'refused']] as const)('%i is %s', async (status, expected) => {
  expect((await ask({ callback: () => status })).answer).toBe(expected)
})

it('never throws: without a server, and with a token that names nobody', async () => {
  expect((await ask({ token: 'nonsense' })).answer).toBe('refused')
  const server = await startRealServer()
  await server.close()
  const watch = watchPosition({ url: server.url, token: exampleToken('acme', 'c-17') })
  cleanups.push(() => watch.close())
  expect(await watch.requestCallback()).toBe('not-taken')
})
