import * as z from 'zod'
import { HttpFault } from '../http-fault.ts'
import { readJson } from '../read-json.ts'
import { centerOf, requireKey } from '../viewer.ts'
import { appended, json, param, type Handler } from './handler.ts'

/** It must fit into one entry of the log. */
const LARGEST_BYTES = 512 * 1024
const FOLD_LIMIT_MS = 5_000

export const putChartersRequestSchema = z.looseObject({
  adoption: z.looseObject({ id: z.string() }).meta({ description: 'how it is adhered to: `id`, `effectiveFrom` (after today), `adheredOn`, `version`, `exceptions`, `complete`…' }),
  charter: z.unknown().optional().meta({ description: 'the charter itself, unless it is one that is shipped' }),
})

/** `PUT /charters`: a new version of a charter, from a later day on. Versions are only ever added, and never hold in the past. */
export const putCharters: Handler = async (c, { deps }) => {
  const center = centerOf(deps, param(c, 'center'))
  requireKey(deps, center, c.req.raw, ['admin'])
  const { charters } = deps
  if (charters === undefined) throw new HttpFault('no-ledger', 'this server keeps no evidence, so it judges nothing')
  const body: unknown = await readJson(c.req.raw, putChartersRequestSchema, LARGEST_BYTES)
  const result = charters.put(center.id, body)
  switch (result.status) {
    case 400:
    case 409: {
      const [first] = result.faults
      throw new HttpFault(result.status === 400 ? 'invalid-field' : 'charter-refused', result.faults.map(({ path, message }) => `${path} ${message}`).join('; '), {
        ...(first === undefined ? {} : { field: first.path }), fix: 'npm run charter:check explains every fault of a charter',
      })
    }
    case 200:
      return json(result.listed)
    case 201: {
      const position = await appended(deps.append(center.id, [{ kind: 'charter', body, recordedAtMs: deps.now() }]))
      await deps.whenFolded(center.id, position, FOLD_LIMIT_MS)
      return json(charters.list(center.id), 201)
    }
    default:
      return result satisfies never
  }
}
