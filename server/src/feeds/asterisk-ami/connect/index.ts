import type { ConnectedSource, FeedSettings, SettingFault } from '../../contract.ts'
import { connectAsterisk } from './connect.ts'

const NEEDED = ['host', 'username', 'secret'] as const
const FIX: Record<(typeof NEEDED)[number], string> = {
  host: 'give the name or address of the Asterisk server',
  username: 'give the section name of the account in manager.conf',
  secret: 'give the account\'s secret as env:NAME or file:PATH',
}

function check(settings: FeedSettings): SettingFault[] {
  const faults: SettingFault[] = NEEDED.filter((field) => (settings[field] ?? '') === '')
    .map((field) => ({ field, problem: 'is missing: a feed of source asterisk-ami needs it', fix: FIX[field] }))
  for (const field of ['ca', 'servername'] as const) {
    if (settings[field] !== undefined && settings.tls !== true) faults.push({ field, problem: 'means something only with "tls": true', fix: 'set tls, or leave it away' })
  }
  for (const field of ['username', 'secret'] as const) {
    if (/[\r\n\0]/.test(settings[field] ?? '')) faults.push({ field, problem: 'holds a line end, which no manager.conf can', fix: 'use one line' })
  }
  return faults
}

/** Asterisk over its Manager Interface (AMI): `app_queue`'s events, and QueueStatus to mend what no event tells. */
export const asteriskAmi: ConnectedSource = {
  alive: 'heartbeat', check, countsAlike: true,
  connect: (settings, host) => connectAsterisk(settings, host),
}
export { connectAsterisk } from './connect.ts'
export { dialAsterisk, type Dial } from './dial.ts'
export { createAmiFrames, type AmiFrames } from './frames.ts'
