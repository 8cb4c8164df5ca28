import { expect, it } from 'vitest'
import { protocolJsonSchema } from './json-schema.ts'

// After a change of the schemas: `npx vitest run --config tests/vitest.config.ts client-sdk/src/protocol -u`.
it('is the committed docs/protocol/v1.schema.json', async () => {
  await expect(`${JSON.stringify(protocolJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('../../../docs/protocol/v1.schema.json')
})

it('[PR5] does not forbid fields that a later server may add', () => {
  expect(JSON.stringify(protocolJsonSchema())).not.toContain('"additionalProperties":false')
})
