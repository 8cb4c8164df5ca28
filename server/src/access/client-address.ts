import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

type Range = ReturnType<typeof ipaddr.parseCIDR>
/** Whom a request is counted for; an IPv6 network of 64 bits is one household. */
export type AddressOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string

const MAX_HOPS = 32
/** Addresses whose count is remembered; most who come have come before, or share theirs with others. */
const REMEMBERED = 10_000

const rangeOf = (text: string): Range => {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/**
 * Finds the client's address. `X-Forwarded-For` is read from the right, and believed only as far as the hop that wrote it is one of
 * `trustedProxies`: what a client writes there itself changes nothing.
 */
export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  const ranges = trustedProxies.map(rangeOf)
  const known = new Map<string, string>()
  const trusted = (text: string): boolean => {
    if (!ipaddr.isValid(text)) return false
    const address = ipaddr.process(text)
    return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
  }
  return ({ headers, socket }) => {
    let address = socket.remoteAddress ?? ''
    const forwarded = headers['x-forwarded-for']
    if (ranges.length > 0 && forwarded !== undefined) {
      const hops = String(forwarded).split(',').slice(-MAX_HOPS).map((hop) => hop.trim())
      while (trusted(address)) {
        const before = hops.pop()
        if (before === undefined || !ipaddr.isValid(before)) break
        address = before
      }
    }
    let name = known.get(address)
    if (name === undefined) {
      name = counted(address)
      if (known.size >= REMEMBERED) known.clear()
      known.set(address, name)
    }
    return name
  }
}

function counted(text: string): string {
  if (!ipaddr.isValid(text)) return 'unknown'
  const address = ipaddr.process(text)
  return address.kind() === 'ipv4' ? address.toString() : `${address.toByteArray().slice(0, 8).map((byte) => byte.toString(16).padStart(2, '0')).join('')}/64`
}
