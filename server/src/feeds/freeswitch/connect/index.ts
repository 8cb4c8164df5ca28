import type { ConnectedSource } from '../../contract.ts'
import { keepConnected } from '../../keep-connected.ts'
import { openSession } from './session.ts'
import { checkSettings } from './settings.ts'

/** FreeSWITCH over its event socket: mod_callcenter's events, and its own lists to mend what no event tells. */
export const freeSwitch: ConnectedSource = {
  alive: 'heartbeat', check: checkSettings, countsAlike: true,
  connect: (settings, host) => keepConnected(host, (listener) => openSession(settings, host, listener)),
}
