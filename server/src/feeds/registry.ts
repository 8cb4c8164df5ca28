import { asteriskAmi } from './asterisk-ami/connect/index.ts'
import type { ConnectedSource } from './contract.ts'
import { genesysCloud } from './genesys-cloud/connect/index.ts'
import { freeSwitch } from './freeswitch/connect/index.ts'

/** The kinds of sources that the server connects to by itself, by the `source` of the configuration. */
export const CONNECTED_SOURCES: Readonly<Record<string, ConnectedSource>> = {
  'asterisk-ami': asteriskAmi,
  'freeswitch': freeSwitch,
  'genesys-cloud': genesysCloud,
}
