import { hash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { saltedPayload } from '../chain/chain-entry.ts'
import { payloadJson } from '../stored-entry.ts'
import { evidenceOf } from '../testing/evidence-of.ts'
import { packedPayload, unpackedPayload } from './packed-payload.ts'

const TOLD = { atMs: 1795435268339, levelAtMs: { served: 1795435268400 }, via: 'socketio', seq: 107, queue: 'support', position: 21, boundSeconds: 180, deadlineMs: 1795435448000, share: 0.9, ruleIds: ['DP1'] }
/** Packed by the version that brought packing. */
const KEPT = 'AQARIjNEVWZ3iJmqu8zd7v8jtjBJTM5NRSlQQHWjrpGBiSGRhQDeTI87+ZpbmhqbGELazSgpOZYqidHc0tTE2NTIzMLY2BJXkQtXYwJ2AkatBEmxBub406yRIXr6BLdRUBIoxCYTEwtwJwE5raJVG1iSGWpUg4PNyAgSbLUA'
/** Refers to all of the usual text of mark 1, from its first byte to its last. */
const WHOLE_USUAL = 'AQAAAAAAAAAAAAAAAAAAAADt1gENAAAAwqDgln8PBymY9Eqv9Eqv9Eqv9Eqv9Erve3oD'

describe('payloads as Redis keeps them', () => {
  it('[LE28] gives back every payload as it was, packed or kept by a version before', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.oneof(fc.stringMatching(/^[\da-f]{32}$/), fc.stringMatching(/^[!-~]{32}$/)), (text, salt) => {
      const payload = { salt, text }
      expect(unpackedPayload(packedPayload(payload))).toEqual(payload)
      expect(unpackedPayload(Buffer.from(payloadJson(payload)))).toEqual(payload)
    }))
  })

  it('[LE28] what was told takes a third of its text at most', () => {
    const payload = saltedPayload({ kind: 'contact', evidence: evidenceOf('call-2041', { told: [TOLD, { ...TOLD, seq: 140, position: 12 }] }) })
    expect(packedPayload(payload).length).toBeLessThan(payloadJson(payload).length / 3)
  })

  it('[LE28] what was packed once can be read for ever', () => {
    expect(unpackedPayload(Buffer.from(KEPT, 'base64'))).toEqual({ salt: '00112233445566778899aabbccddeeff', text: JSON.stringify({ kind: 'contact', evidence: evidenceOf('call-2041', { told: [TOLD] }) }) })
  })

  it('[LE28] no byte of the usual text has changed: what refers to it would be read as something else', () => {
    const { text } = unpackedPayload(Buffer.from(WHOLE_USUAL, 'base64'))
    expect([Buffer.byteLength(text), hash('sha256', text)]).toEqual([2_805, 'd9f8610ec56458c1788c3e1dd11af5ef3d439157715b984f63276d8165548a6e'])
  })

  it('[LE28] says so where a later version packed it', () => {
    expect(() => unpackedPayload(Buffer.from([2, 0, 0]))).toThrow('packed in way 2, this version knows 1; upgrade this node')
  })
})
