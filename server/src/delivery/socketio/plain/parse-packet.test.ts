import * as fc from 'fast-check'
import { Decoder, Encoder, PacketType, type Packet } from 'socket.io-parser'
import { describe, expect, it } from 'vitest'
import { parsePacket } from './parse-packet.ts'

/** What Socket.IO's own parser makes of a text; undefined where it throws. */
function stock(text: string): Packet | undefined {
  const found: Packet[] = []
  const decoder = new Decoder()
  decoder.on('decoded', (packet) => found.push(packet))
  try {
    decoder.add(text)
  } catch {
    return undefined
  }
  return found[0]
}

function expectAgreement(text: string): void {
  const ours = parsePacket(text)
  const theirs = stock(text)
  if (ours === undefined) {
    // Left out on purpose: what only a server says, what has binary parts, and an acknowledgement of nothing.
    if (theirs !== undefined) expect(theirs.type === PacketType.CONNECT_ERROR || theirs.id === undefined || theirs.data === undefined, text).toBe(true)
    return
  }
  expect(theirs, text).toMatchObject({ nsp: ours.namespace })
  if (ours.kind === 'event') expect(theirs).toMatchObject({ type: PacketType.EVENT, data: [expect.anything(), ...ours.args] })
  if (ours.kind === 'connect') expect([PacketType.CONNECT, theirs?.data ?? {}]).toEqual([theirs?.type, ours.auth])
  if (ours.kind === 'ack') expect(theirs).toMatchObject({ type: PacketType.ACK, id: ours.id, data: ours.args })
}

const namespace = fc.constantFrom('/', '/contact', '/board', '/x?y=1')
const json = fc.jsonValue()

describe('a packet of a client', () => {
  it('is read as stock Socket.IO wrote it', () => {
    const encoder = new Encoder()
    fc.assert(fc.property(namespace, fc.option(fc.nat(), { nil: undefined }), fc.array(json, { maxLength: 3 }), fc.constantFrom(PacketType.CONNECT, PacketType.EVENT, PacketType.ACK, PacketType.DISCONNECT),
      (nsp, id, args, type) => {
        const data = type === PacketType.EVENT ? ['told', ...args] : type === PacketType.ACK ? args : type === PacketType.CONNECT ? { token: args } : undefined
        const packet = { type, nsp, data, ...(id === undefined || type === PacketType.CONNECT || type === PacketType.DISCONNECT ? {} : { id }) } as Packet
        const [text] = encoder.encode(packet) as string[]
        if (type === PacketType.ACK && id === undefined) return
        const read = parsePacket(text ?? '')
        expect(read).toMatchObject({ namespace: nsp, kind: { [PacketType.CONNECT]: 'connect', [PacketType.EVENT]: 'event', [PacketType.ACK]: 'ack', [PacketType.DISCONNECT]: 'disconnect' }[type as 0 | 1 | 2 | 3] })
        expectAgreement(text ?? '')
      }), { numRuns: 200 })
  })

  it('that is none is none, and whatever is taken Socket.IO takes too', () => {
    const piece = fc.constantFrom('0', '1', '2', '3', '4', '5', '/contact', ',', '12', '["told"', ']', '{}', '["connect"]', '[1]', '"', 'null', '-', ' ', 'x')
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 12 }), fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''))), (text) => {
      if (parsePacket(text) !== undefined) expectAgreement(text)
    }), { numRuns: 1_000 })
  })

  it.each(['', '{', '4/contact,{"message":"x"}', '51-/contact,["told",{"_placeholder":true,"num":0}]', '2/contact,["disconnect"]', '2/contact,{}', '3/contact,["no id"]', '0/contact,[]', '0/contact,"x"', '1/contact,{}', '2/contact', '9'])('%j is none', (text) => {
    expect(parsePacket(text)).toBeUndefined()
  })
})
