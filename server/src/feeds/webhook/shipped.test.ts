import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SHIPPED_MAPPINGS } from './shipped.ts'
import { compiled, tried } from './testing/try-mapping.ts'

describe('the shipped mappings', () => {
  it('are all listed', () => {
    expect(readdirSync(new URL('./mappings/', import.meta.url)).map((name) => name.replace('.json', '')).sort()).toEqual([...SHIPPED_MAPPINGS].sort())
  })

  it.each([...SHIPPED_MAPPINGS])('%s has no fault and takes what it does not know quietly', (name) => {
    expect(compiled(name).rules.length).toBeGreaterThan(2)
    for (const body of [{}, [], { unknown: true }, null, 'text', 17]) expect(tried(name, body)).toMatchObject({ events: [], faults: [] })
  })
})
