import { describe, expect, it } from 'vitest'
import { createLearning, portableLearning } from '../../wait-forecast/index.ts'
import { createHttpApp } from './create-http-app.ts'
import { bearer, createMemoryDeps } from './testing/memory-deps.ts'

const learned = portableLearning(createLearning())
const put = async (body: unknown, key = 'acme-admin') => {
  const deps = createMemoryDeps()
  const answer = await createHttpApp(deps).request('/v1/centers/acme/learning', {
    method: 'PUT', body: JSON.stringify(body), headers: { ...bearer(key).headers, 'content-type': 'application/json' },
  })
  return { status: answer.status, body: await answer.json() as Record<string, unknown>, appended: deps.appended }
}

describe('PUT /learning', () => {
  it('writes into the log what a backtest learned, for admins only', async () => {
    const answer = await put(learned)
    expect([answer.status, typeof answer.body['logPosition']]).toEqual([202, 'string'])
    expect(answer.appended).toEqual([{ center: 'acme', facts: [{ kind: 'learning', learning: JSON.parse(JSON.stringify(learned)) }] }])
    for (const purpose of ['read', 'feed', 'supervisor', 'inspect']) expect((await put(learned, `acme-${purpose}`)).status, purpose).toBe(403)
  })
  it.each([
    [{}, 'format'], [{ ...learned, v: 2 }, 'v'], [{ ...learned, checksum: 'edited' }, 'checksum'],
    [{ ...learned, state: { ...learned.state, judgedMs: 5 } }, 'checksum'],
  ])('refuses %j with field and fix, and writes nothing', async (body, field) => {
    const answer = await put(body)
    expect([answer.status, answer.body['field'], answer.appended]).toEqual([400, field, []])
    expect(answer.body['fix']).toBeTruthy()
  })
})
