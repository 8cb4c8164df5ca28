import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseConfigFile } from './parse-config-file.ts'

const names = fc.constantFrom('generation', 'centers', 'id', 'keys', 'feed', 'read', 'queues', 'feeds', 'hours', 'weekly', 'timeZone', 'limits', 'perKey', 'charters', 'show', '__proto__', 'constructor', 'x')
const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, fc.constantFrom<unknown>(1, -1, 1e308, null, true, 'acme', 'Europe/Brussels', 'env:X', 'file:/etc/passwd', '', 'BE', '09:00-17:00'), fc.string(), fc.array(tie('any'), { maxLength: 4 }), fc.dictionary(names, tie('any'), { maxKeys: 6 })),
})).any
const center = { id: 'acme', timeZone: 'Europe/Brussels', keys: {} }
const RUNS = 500

it(`a configuration is taken, or refused with a path for each fault, whatever it is (${RUNS} files)`, () => {
  const file = fc.oneof(fc.string(), fc.json(), value.map((any) => JSON.stringify(any) ?? ''), fc.tuple(names, value).map(([name, part]) => JSON.stringify({ generation: 1, centers: [{ ...center, [name]: part }] })))
  fc.assert(fc.property(file, (text) => {
    const parsed = parseConfigFile(text)
    if (parsed.ok) return
    expect(parsed.faults.length).toBeGreaterThan(0)
    for (const { path, problem } of parsed.faults) expect([typeof path, problem === '']).toEqual(['string', false])
  }), { numRuns: RUNS })
})
