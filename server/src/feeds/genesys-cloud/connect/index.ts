import type { ConnectedSource } from '../../contract.ts'
import { keepConnected } from '../../keep-connected.ts'
import { openSession } from './session.ts'
import { checkSettings } from './settings.ts'

/** Genesys Cloud by its notifications: OAuth client credentials, one channel, snapshots of conversations. */
export const genesysCloud: ConnectedSource = {
  alive: 'heartbeat', check: checkSettings,
  connect: (settings, host) => keepConnected(host, (listener) => openSession(settings, host, listener)),
}
