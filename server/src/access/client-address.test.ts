import type { IncomingMessage } from 'node:http'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAddressOf } from './client-address.ts'

const from = (remoteAddress: string | undefined, forwarded?: string): Pick<IncomingMessage, 'headers' | 'socket'> =>
  ({ socket: { remoteAddress } as IncomingMessage['socket'], headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } })

describe('the address of a client', () => {
  it('is the connection\'s own where no proxy is trusted, whatever the client writes', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (written) => createAddressOf([])(from('203.0.113.9', written)) === '203.0.113.9'), { numRuns: 200 })
  })

  it('is what the nearest trusted proxy saw, never what stands left of it', () => {
    const addressOf = createAddressOf(['10.0.0.0/8', '2001:db8::1'])
    expect(addressOf(from('10.1.2.3', '203.0.113.9'))).toBe('203.0.113.9')
    expect(addressOf(from('10.1.2.3', '198.51.100.1, 203.0.113.9'))).toBe('203.0.113.9')
    expect(addressOf(from('10.1.2.3', '198.51.100.1, 203.0.113.9, 10.9.9.9'))).toBe('203.0.113.9')
    expect(addressOf(from('203.0.113.77', '198.51.100.1'))).toBe('203.0.113.77')
    expect(addressOf(from('::ffff:10.1.2.3', '203.0.113.9'))).toBe('203.0.113.9')
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.ipV4())), (lies) => addressOf(from('10.0.0.1', [...lies, '203.0.113.9'].join(','))) === '203.0.113.9'), { numRuns: 200 })
  })

  it('stops at what is no address, and has a name for a connection that is gone', () => {
    expect(createAddressOf(['10.0.0.0/8'])(from('10.1.2.3', '203.0.113.9, unknown'))).toBe('10.1.2.3')
    expect(createAddressOf([])(from(undefined))).toBe('unknown')
  })

  it('of IPv6 is the network of 64 bits', () => {
    const addressOf = createAddressOf([])
    expect(addressOf(from('2001:db8:1:2:3:4:5:6'))).toBe(addressOf(from('2001:db8:1:2::1')))
    expect(addressOf(from('2001:db8:1:2::1'))).not.toBe(addressOf(from('2001:db8:1:3::1')))
    expect(addressOf(from('::ffff:203.0.113.9'))).toBe('203.0.113.9')
  })
})
