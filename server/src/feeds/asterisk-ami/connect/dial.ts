import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { FeedSettings } from '../../contract.ts'

export const AMI_PORT = 5038
export const AMI_TLS_PORT = 5039
const KEEP_ALIVE_AFTER_MS = 10_000

export const portOf = (settings: FeedSettings): number => settings.port ?? (settings.tls === true ? AMI_TLS_PORT : AMI_PORT)

/** Begins to connect; `ready` is called once bytes may be sent (with TLS: once the certificate was checked). */
export type Dial = (settings: FeedSettings, ready: () => void) => Socket

export const dialAsterisk: Dial = (settings, ready) => {
  const { host = '', tls, ca, servername } = settings
  const port = portOf(settings)
  const name = servername ?? (isIP(host) === 0 ? host : undefined)
  const socket = tls === true
    ? connectTls({ host, port, ...(ca === undefined ? {} : { ca }), ...(name === undefined ? {} : { servername: name }) }, ready)
    : connectTcp({ host, port }, ready)
  // Events are small and late ones are worth little; a dead peer shows also while nothing is asked.
  socket.setNoDelay(true)
  socket.setKeepAlive(true, KEEP_ALIVE_AFTER_MS)
  return socket
}

/** Why a connection did not come about or broke, for someone who can do something about it. */
export function connectionFault(error: unknown, settings: FeedSettings): string {
  const at = `${settings.host ?? ''}:${portOf(settings)}`
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ECONNREFUSED': return `nothing listens at ${at}; check host and port, and that manager.conf has enabled=yes and a bindaddr that is reached from here`
    case 'ENOTFOUND': case 'EAI_AGAIN': return `the name ${settings.host ?? ''} is not known here; check host`
    case 'ETIMEDOUT': case 'EHOSTUNREACH': case 'ENETUNREACH': return `${at} does not answer; check the address and the firewall`
    case 'ECONNRESET': case 'EPIPE': return 'Asterisk broke the connection'
    case 'DEPTH_ZERO_SELF_SIGNED_CERT': case 'SELF_SIGNED_CERT_IN_CHAIN': case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE': case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `the certificate of ${at} is signed by nobody known here; give its authority as "ca": "file:PATH"`
    case 'ERR_TLS_CERT_ALTNAME_INVALID': return `the certificate of ${at} is made out to another name; connect by that name or give it as "servername"`
    case 'CERT_HAS_EXPIRED': return `the certificate of ${at} has expired`
    case 'EPROTO': case 'ERR_SSL_WRONG_VERSION_NUMBER': return `${at} does not speak TLS; use its tlsbindaddr port, or leave "tls" away`
    default: return error instanceof Error ? `the connection to ${at} failed: ${error.message}` : `the connection to ${at} failed`
  }
}
