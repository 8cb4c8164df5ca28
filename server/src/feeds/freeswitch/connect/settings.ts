import type { FeedSettings, SettingFault } from '../../contract.ts'

const ESL_PORT = 8021
export const portOf = (settings: FeedSettings): number => settings.port ?? ESL_PORT

export function checkSettings(settings: FeedSettings): SettingFault[] {
  const faults: SettingFault[] = []
  if ((settings.host ?? '') === '') faults.push({ field: 'host', problem: 'is missing: a feed of source freeswitch needs it', fix: 'give the name or address of the FreeSWITCH server' })
  if ((settings.secret ?? '') === '') faults.push({ field: 'secret', problem: 'is missing: a feed of source freeswitch needs it', fix: 'give the password of event_socket.conf.xml as env:NAME or file:PATH' })
  if (/[\r\n\0]/.test(settings.secret ?? '')) faults.push({ field: 'secret', problem: 'holds a line end, which no event socket takes', fix: 'use one line' })
  if (settings.tls === true) faults.push({ field: 'tls', problem: 'is not spoken by event sockets', fix: 'leave it away, and reach FreeSWITCH through a tunnel or on a network you trust' })
  return faults
}

/** Why a connection did not come about or broke, for someone who can do something about it. */
export function connectionFault(error: unknown, settings: FeedSettings): string {
  const at = `${settings.host ?? ''}:${portOf(settings)}`
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ECONNREFUSED': return `nothing listens at ${at}; check host and port, and listen-ip of event_socket.conf.xml`
    case 'ENOTFOUND': case 'EAI_AGAIN': return `the name ${settings.host ?? ''} is not known here; check host`
    case 'ETIMEDOUT': case 'EHOSTUNREACH': case 'ENETUNREACH': return `${at} does not answer; check the address and the firewall`
    case 'ECONNRESET': case 'EPIPE': return 'FreeSWITCH broke the connection'
    default: return error instanceof Error ? `the connection to ${at} failed: ${error.message}` : `the connection to ${at} failed`
  }
}
